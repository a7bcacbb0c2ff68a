"""The situation report: sentences built from rows, each with the words that it rests on."""
