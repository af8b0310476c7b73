"""Which years the portal knows, in the record, in its filters and for machines."""

from django.core.validators import MaxValueValidator, MinValueValidator

# Since Kyrgyzstan is independent; no plan reaches further than the last.
FIRST_YEAR, LAST_YEAR = 1991, 2100
# For a column that holds a year.
YEARS = (MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR))
