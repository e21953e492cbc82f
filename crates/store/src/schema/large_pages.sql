-- Bodies are some kilobytes each; on small pages a quarter of the file would be gaps between them.
PRAGMA page_size = 16384;
VACUUM;
