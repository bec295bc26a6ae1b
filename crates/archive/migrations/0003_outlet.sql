-- The outlets of all sources are found without reading every source.
CREATE INDEX version_outlet_given ON version(json_extract(given, '$.outlet.value'));
CREATE INDEX version_outlet_read ON version(json_extract(read, '$.outlet.value'));
CREATE INDEX source_outlet_hand ON source(json_extract(hand, '$.outlet.value'));
