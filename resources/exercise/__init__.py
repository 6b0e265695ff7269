"""Phases, subjects and scenes an exercise begins with, by what runs."""
