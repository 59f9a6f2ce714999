"""Answers of the API of Odnoklassniki."""
