#!/usr/bin/env python3
"""The municipality's command line: migrations, demo data, backup."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aimak_portal.settings")
    execute_from_command_line(sys.argv)
