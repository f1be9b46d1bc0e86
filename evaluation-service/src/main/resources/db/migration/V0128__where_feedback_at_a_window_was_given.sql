-- Feedback at a registered window was given where the window is, and towns have one code everywhere: its first nine digits.

UPDATE feedback_point SET town = left(town, 9) WHERE town ~ '^[0-9]{12}$';
UPDATE open_feedback SET town = left(town, 9) WHERE source = 'OWN' AND town ~ '^[0-9]{12}$';

UPDATE feedback_point p
   SET town = w.town, region_level = w.region_level
  FROM hall_window w
 WHERE p.target = 'WINDOW' AND p.town IS NULL AND p.region_level IS NULL AND w.code = p.target_code;

UPDATE open_feedback f
   SET town = w.town, region_level = w.region_level
  FROM hall_window w
 WHERE f.target = 'WINDOW' AND f.town IS NULL AND f.region_level IS NULL AND w.code = f.target_code;
