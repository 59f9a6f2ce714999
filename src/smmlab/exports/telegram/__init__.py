"""Exports of Telegram Desktop."""
