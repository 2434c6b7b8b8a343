"""What a corpus of annotated stories holds, and what in it deserves a second look."""
