"""Two numbers with a slash that are a day wherever they stand, and those that are a part of something."""

# Feasts and days of remembrance: (day, month).
HOLIDAYS = frozenset({
    (2, 9), (30, 4), (1, 5), (8, 3), (20, 11), (27, 7), (22, 12), (3, 2), (19, 5), (26, 3), (20, 10),
    (10, 3), (1, 6), (27, 2), (21, 6), (1, 1), (15, 8), (19, 8), (15, 1), (23, 11), (1, 12), (18, 11),
    (13, 10), (28, 6),
})  # fmt: skip

# Parts of a whole, where nothing around says that a day is meant.
FRACTIONS = frozenset({
    (1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 10), (1, 8), (1, 6), (5, 6),
    (1, 7), (1, 9), (9, 10), (7, 10), (3, 10),
})  # fmt: skip
