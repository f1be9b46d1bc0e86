-- A light's id is random: in the order of time it would tell a unit when somebody rated without a name. Those that were
-- given before are changed, and lists go by the day.
ALTER TABLE rectification_light ALTER COLUMN id SET DEFAULT gen_random_uuid();
UPDATE rectification_light l
   SET id = gen_random_uuid()
  FROM rectification r
 WHERE r.id = l.rectification_id AND r.anonymous;

DROP INDEX rectification_light_unit_idx;
CREATE INDEX rectification_light_unit_idx ON rectification_light (unit, turned_on DESC, id DESC);
CREATE INDEX rectification_light_list_idx ON rectification_light (turned_on DESC, id DESC);
DROP INDEX rectification_light_talk_idx;
CREATE INDEX rectification_light_talk_idx ON rectification_light (turned_on, id)
    WHERE clock = 'RECTIFY' AND light = 'RED' AND lifted_at IS NULL;
