"""What it earns: orders, revenue, UTM."""
