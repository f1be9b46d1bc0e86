-- 办理标准: what is done about an appeal of each class, in the office's words. A text that is changed is kept; the newest one holds.
CREATE TABLE handling_standard (
    kind          text        NOT NULL CONSTRAINT handling_standard_kind_known CHECK (kind IN
                              ('CONSULT', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION', 'OPINION', 'PROBLEM', 'BLOCKED_MATTER')),
    blocked_class text        NOT NULL DEFAULT '' CONSTRAINT handling_standard_class_known CHECK (blocked_class IN
                              ('', 'SIMPLE', 'COMPLEX', 'SPECIAL', 'HARD')),
    version       integer     NOT NULL CONSTRAINT handling_standard_version_counts CHECK (version > 0),
    text_zh       text        NOT NULL CONSTRAINT handling_standard_zh_short CHECK (length(text_zh) BETWEEN 1 AND 1000),
    text_en       text        CONSTRAINT handling_standard_en_short CHECK (length(text_en) BETWEEN 1 AND 1000),
    written_by    text,
    written_at    timestamptz NOT NULL,
    PRIMARY KEY (kind, blocked_class, version),
    CONSTRAINT handling_standard_class_of_blocked_matter CHECK ((kind = 'BLOCKED_MATTER') = (blocked_class <> ''))
);
CREATE TRIGGER handling_standard_never_changes BEFORE UPDATE OR DELETE ON handling_standard
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO handling_standard (kind, blocked_class, version, text_zh, text_en, written_at) VALUES
    ('CONSULT', '', 1, '能当场答复的当场答复；涉及部门职责的转有关部门，按承诺时限答复，并附办理依据和途径。',
     'Answered at once where possible; otherwise by the unit in charge within its limit, with the ground and the way to proceed.', now()),
    ('HELP', '', 1, '核实情况后转责任部门，先联系企业，再给出初步意见，办结后回访。',
     'Given to the unit in charge, which contacts the enterprise, gives a first opinion and solves it; then a call-back.', now()),
    ('COMPLAINT', '', 1, '对投诉人信息保密；被投诉人及其上级不参与办理；查实的依规问责，结果告知投诉人。',
     'The complainant is kept confidential where asked; whoever is complained of takes no part; who is at fault answers for it.', now()),
    ('REPORT', '', 1, '移送有监督管理职责的部门处理，告知举报人受理情况；可以匿名。',
     'Handed over to the supervising body; whoever reported is told that it was taken in. No name is needed.', now()),
    ('SUGGESTION', '', 1, '由业务部门研究，采纳与否均说明理由。', 'Studied by the unit in charge; the answer says whether it is followed and why.', now()),
    ('OPINION', '', 1, '由业务部门研究，采纳与否均说明理由。', 'Studied by the unit in charge; the answer says whether it is followed and why.', now()),
    ('PROBLEM', '', 1, '首接负责；涉及多个部门的，由牵头部门会办，一次答复；办结后回访，不满意的重办。',
     'Whoever receives it first leads; several units give one answer; then a call-back, and once again if it is not satisfactory.', now()),
    ('BLOCKED_MATTER', 'SIMPLE', 1, '窗口当场协调办结。', 'Settled at the window on the spot.', now()),
    ('BLOCKED_MATTER', 'COMPLEX', 1, '转事项主管部门限时办理并反馈。', 'Given to the owner of the item, which settles it within its limit.', now()),
    ('BLOCKED_MATTER', 'SPECIAL', 1, '召开联席会议研究，会后落实并反馈。', 'Taken to a joint meeting, which settles who does what.', now()),
    ('BLOCKED_MATTER', 'HARD', 1, '提交优化营商环境工作机构协调，并向企业说明进展。',
     'Taken to the office of the business environment; the enterprise is told how it goes.', now());
