"""The accuracy of the published tables on the pages of tests/gold, and its floors."""
