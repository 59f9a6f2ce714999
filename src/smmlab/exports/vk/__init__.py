"""Answers of the API and files of VKontakte."""
