-- Whether every word of a title is known to the rows of words; nothing where nobody has looked.
ALTER TABLE title ADD COLUMN worded INTEGER;
