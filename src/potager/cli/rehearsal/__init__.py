"""The rehearsal: a story played through the public HTTP interface, as real participants would."""
