-- Schema 5: marks that the person took off the words that were found for them; and old trash is found
-- without looking at every mark.

-- Whether unsure places are not for it: the person said that one was wrong.
ALTER TABLE annotation ADD COLUMN detached INTEGER NOT NULL DEFAULT 0;

CREATE INDEX annotation_trash ON annotation (deleted) WHERE deleted IS NOT NULL AND purged = 0;
CREATE INDEX bookmark_trash ON bookmark (deleted) WHERE deleted IS NOT NULL AND purged = 0;
CREATE INDEX folder_trash ON folder (deleted) WHERE deleted IS NOT NULL AND purged = 0;
CREATE INDEX card_trash ON card (deleted) WHERE deleted IS NOT NULL AND purged = 0;
