"""Session packs: what a deputy orders, and how it is made beside the site, as a folder of files.

The floor of reports owns no tables. An order is a folder in DATA_DIR/packs, with a random name:
`order.json` says what is wanted and by whom, `state.json` how far it is, and beside them lies the
finished file. After a week it is found no longer, and swept.
"""
