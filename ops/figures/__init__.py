"""Figures of the business by day and source: visits, chats, answers, leads.

Each room says how its figure of one day is counted (``registry``). The days are counted once and
kept as numbers (``roll``), so that a page over a year reads a few thousand small rows, whatever
lies in the tables, and stays right when people are erased. No figure holds anything of a person.
"""
