-- The ten measures of the integrity of the hall, and what each unit says of each of them each month.

CREATE TABLE integrity_measure (
    code        text PRIMARY KEY,
    name_zh     text NOT NULL,
    name_en     text NOT NULL,
    evidence_zh text NOT NULL,
    evidence_en text NOT NULL,
    counts_from date NOT NULL,
    -- The last day of the last month in which it is checked; null: it still is.
    counts_to   date
);
COMMENT ON TABLE integrity_measure IS 'Entries as data: a measure that is replaced gets counts_to, and its successor a row of its own.';

INSERT INTO integrity_measure (code, name_zh, name_en, evidence_zh, evidence_en, counts_from) VALUES
('M01', '事项、依据、时限、收费公开', 'Items, grounds, limits and fees are on display', '公开栏与网上指南核对记录', 'Record of the comparison with the guide', '2023-01-01'),
('M02', '受理与审批分离', 'Who accepts does not examine', '本月岗位安排表', 'The month''s list of posts', '2023-01-01'),
('M03', '利益冲突申报与回避', 'Conflicts of interest are declared and kept away', '申报登记与回避核对记录', 'Register of declarations', '2023-01-01'),
('M04', '不收礼品礼金、不受宴请', 'No gifts, no money, no invitations', '承诺书与上交登记', 'Pledges and register of what was handed over', '2023-01-01'),
('M05', '清单之外不收费', 'No charge outside the list', '收费票据抽查记录', 'Receipts that were looked at', '2023-01-01'),
('M06', '一次性告知到位', 'Everything missing is told at once', '补正通知抽查记录', 'Correction notices that were looked at', '2023-01-01'),
('M07', '亮灯必答复', 'Every light is answered', '亮灯答复清单', 'List of lights and answers', '2023-01-01'),
('M08', '系统之外不审批', 'Nothing is approved outside the system', '印章使用登记核对记录', 'Register of the seal compared', '2023-01-01'),
('M09', '监督举报渠道畅通', 'The ways to report are open', '电话与信箱测试记录', 'Record of trying telephone and box', '2023-01-01'),
('M10', '廉政提醒谈话', 'Officers are reminded of their duties', '谈话记录', 'Record of the talks', '2023-01-01');

CREATE TABLE integrity_measure_check (
    month      date        NOT NULL CONSTRAINT integrity_measure_check_month_by_its_first_day CHECK (extract(day FROM month) = 1),
    unit       text        NOT NULL,
    measure    text        NOT NULL CONSTRAINT integrity_measure_check_of_a_measure REFERENCES integrity_measure,
    version    integer     NOT NULL CONSTRAINT integrity_measure_check_version_from_one CHECK (version > 0),
    kept       boolean     NOT NULL,
    evidence   text        NOT NULL CONSTRAINT integrity_measure_check_with_evidence CHECK (btrim(evidence) <> ''),
    reference  text,
    checked_by text        NOT NULL,
    by_unit    text        NOT NULL,
    checked_at timestamptz NOT NULL,
    PRIMARY KEY (month, unit, measure, version)
);
COMMENT ON TABLE integrity_measure_check IS 'Append-only: the latest version stands.';
CREATE TRIGGER integrity_measure_check_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON integrity_measure_check
    FOR EACH STATEMENT EXECUTE FUNCTION integrity_is_append_only();
