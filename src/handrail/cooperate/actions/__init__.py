"""The writes of the room: bringing a file in, deciding what waits, taking an import back."""
