"""The monthly rating of dealers by division and line: from five departments' files to one rated month."""
