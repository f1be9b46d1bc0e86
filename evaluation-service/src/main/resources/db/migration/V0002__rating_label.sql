-- The national rating labels, versioned. A label is never deleted: ratings given under an older set keep its codes.

CREATE TABLE rating_label (
    code         text     PRIMARY KEY CONSTRAINT rating_label_code_form CHECK (code ~ '^[1-5][0-9]{2}$'),
    level        text     NOT NULL CONSTRAINT rating_label_level_known CHECK (level IN
                          ('VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED', 'VERY_DISSATISFIED')),
    label_set    smallint NOT NULL,
    core         boolean  NOT NULL,
    using_status boolean  NOT NULL,
    label_zh     text,
    label_en     text,
    CONSTRAINT rating_label_in_use_has_text CHECK (NOT using_status OR (label_zh IS NOT NULL AND label_en IS NOT NULL)),
    CONSTRAINT rating_label_first_digit_is_its_level CHECK (left(code, 1) = CASE level
        WHEN 'VERY_SATISFIED' THEN '5' WHEN 'SATISFIED' THEN '4' WHEN 'BASICALLY_SATISFIED' THEN '3'
        WHEN 'DISSATISFIED' THEN '2' ELSE '1' END)
);

-- Set 2, in use. The first three of a level are core, the others extended.
INSERT INTO rating_label (code, level, label_set, core, using_status, label_zh, label_en) VALUES
    ('510', 'VERY_SATISFIED', 2, true, true, '一窗受理一次办结', 'One window, done in one visit'),
    ('511', 'VERY_SATISFIED', 2, true, true, '可以先受理后补材料', 'Accepted first, materials could follow'),
    ('512', 'VERY_SATISFIED', 2, true, true, '不用提交证明', 'No certificates had to be handed in'),
    ('513', 'VERY_SATISFIED', 2, false, true, '可以全程网上办理', 'Could be done online from start to end'),
    ('514', 'VERY_SATISFIED', 2, false, true, '可以使用手机办理', 'Could be done by mobile phone'),
    ('515', 'VERY_SATISFIED', 2, false, true, '可以就近办理', 'Could be done nearby'),
    ('516', 'VERY_SATISFIED', 2, false, true, '无需材料直接办理', 'Done directly without materials'),
    ('517', 'VERY_SATISFIED', 2, false, true, '服务热情效率高', 'Warm and efficient service'),
    ('406', 'SATISFIED', 2, true, true, '填写一张表单就可完成申报', 'One form was enough to apply'),
    ('407', 'SATISFIED', 2, true, true, '在线提交材料窗口核验', 'Materials sent online, checked at the window'),
    ('408', 'SATISFIED', 2, true, true, '一张清单告知全部申报材料', 'One list told all materials'),
    ('409', 'SATISFIED', 2, false, true, '用告知承诺减免申报材料', 'A promise replaced materials'),
    ('410', 'SATISFIED', 2, false, true, '可以在线预约办理', 'Could be booked online'),
    ('411', 'SATISFIED', 2, false, true, '跑大厅一次办完', 'Done with one visit to the hall'),
    ('412', 'SATISFIED', 2, false, true, '可以使用自助机办理', 'Could be done at a self-service machine'),
    ('413', 'SATISFIED', 2, false, true, '服务态度较好', 'Rather good attitude'),
    ('307', 'BASICALLY_SATISFIED', 2, true, true, '一次性告知需要补正的材料', 'Told once what had to be corrected'),
    ('308', 'BASICALLY_SATISFIED', 2, true, true, '提供申报材料样本', 'Samples of the materials were provided'),
    ('309', 'BASICALLY_SATISFIED', 2, true, true, '在承诺的时间内办结', 'Finished within the promised time'),
    ('310', 'BASICALLY_SATISFIED', 2, false, true, '办事指南指引准确', 'The guide was accurate'),
    ('311', 'BASICALLY_SATISFIED', 2, false, true, '按办事指南要求的材料即可办理', 'The materials of the guide were enough'),
    ('312', 'BASICALLY_SATISFIED', 2, false, true, '可以快递送达', 'Could be delivered by courier'),
    ('313', 'BASICALLY_SATISFIED', 2, false, true, '跑动次数与承诺的一致', 'As many visits as promised'),
    ('314', 'BASICALLY_SATISFIED', 2, false, true, '服务态度一般', 'Ordinary attitude'),
    ('207', 'DISSATISFIED', 2, true, true, '没有提供材料样本', 'No samples of the materials were provided'),
    ('208', 'DISSATISFIED', 2, true, true, '没有提供材料清单', 'No list of materials was provided'),
    ('209', 'DISSATISFIED', 2, true, true, '未在承诺时间内办结', 'Not finished within the promised time'),
    ('210', 'DISSATISFIED', 2, false, true, '同样内容的证明材料被要求多次提交', 'The same proof was asked for several times'),
    ('211', 'DISSATISFIED', 2, false, true, '承诺网办但无法在线办理', 'Promised online but could not be done online'),
    ('212', 'DISSATISFIED', 2, false, true, '在线预约办理后到实体大厅重复取号排队', 'Booked online but had to queue again in the hall'),
    ('213', 'DISSATISFIED', 2, false, true, '窗口人员业务不熟练', 'The clerk did not know the business'),
    ('214', 'DISSATISFIED', 2, false, true, '服务态度生硬', 'Stiff attitude'),
    ('108', 'VERY_DISSATISFIED', 2, true, true, '在办事指南之外增加新的审批条件', 'Conditions were added that the guide does not name'),
    ('109', 'VERY_DISSATISFIED', 2, true, true, '需提供办事指南之外的申报材料', 'Materials were asked for that the guide does not name'),
    ('110', 'VERY_DISSATISFIED', 2, true, true, '无理由超过法定办理时间', 'Longer than the law allows, without a reason'),
    ('111', 'VERY_DISSATISFIED', 2, false, true, '办事指南提供样本有错', 'The samples in the guide are wrong'),
    ('112', 'VERY_DISSATISFIED', 2, false, true, '承诺在线收取申报材料实际无法收取', 'Promised to take materials online but could not'),
    ('113', 'VERY_DISSATISFIED', 2, false, true, '多头跑窗口和部门', 'Sent from window to window and unit to unit'),
    ('114', 'VERY_DISSATISFIED', 2, false, true, '跑动次数与承诺的不一致', 'More visits than promised'),
    ('115', 'VERY_DISSATISFIED', 2, false, true, '服务态度差效率低', 'Bad attitude and low efficiency');

-- Set 1, older and no longer offered; only its codes are known.
INSERT INTO rating_label (code, level, label_set, core, using_status)
SELECT code::text,
       CASE code / 100 WHEN 5 THEN 'VERY_SATISFIED' WHEN 4 THEN 'SATISFIED' WHEN 3 THEN 'BASICALLY_SATISFIED'
                       WHEN 2 THEN 'DISSATISFIED' ELSE 'VERY_DISSATISFIED' END,
       1, code % 100 <= 3, false
  FROM (SELECT generate_series(501, 509) AS code
        UNION ALL SELECT generate_series(401, 405)
        UNION ALL SELECT generate_series(301, 306)
        UNION ALL SELECT generate_series(201, 206)
        UNION ALL SELECT generate_series(101, 107)) AS older;
