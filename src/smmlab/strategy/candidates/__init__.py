"""What could be told of a client, a module for each part of the work."""
