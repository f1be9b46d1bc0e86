package onestop.intake.catalogue;

/**
 * What a guide has to tell according to the list of elements of a service guide. The name, kinds, codes and limits of the
 * item itself are not among them: an item without them is not taken in.
 */
enum GuideElement {
    HANDLE_ITEM_CODE("业务办理项编码", "code of the handling item"),
    LEGAL_BASIS("设定依据", "legal basis"),
    IMPLEMENTER_NATURE("实施主体性质", "nature of the implementing body"),
    LEVEL("行使层级", "level of exercise"),
    DELEGATED_BY("委托部门", "delegating bodies"),
    JOINT_BODIES("联办机构", "bodies that handle it jointly"),
    AUDIENCE("服务对象", "whom it serves"),
    CONDITIONS("受理条件", "conditions of acceptance"),
    MATERIALS("申请材料", "materials"),
    MATERIAL_SOURCE("材料来源", "source of the material"),
    MATERIAL_COPIES("材料份数", "originals and photocopies of the material"),
    MATERIAL_SAMPLE("材料样本", "sample of the material"),
    MATERIAL_BLANK_FORM("空白表格", "blank form"),
    FLOW("办理流程", "steps"),
    FLOW_LIMIT("环节时限", "limit of the step"),
    STATUTORY_LIMIT_NOTE("法定办结时限说明", "note on the statutory limit"),
    PROMISED_LIMIT_NOTE("承诺办结时限说明", "note on the promised limit"),
    FEE("收费", "fees"),
    FEE_BASIS("收费依据", "basis of the fees"),
    INTERMEDIARY_SERVICES("中介服务", "intermediary services"),
    QUANTITY_LIMIT("数量限制", "limit of quantity"),
    RESULT_TYPE("结果类型", "type of the result"),
    RESULT_SAMPLE("结果样本", "sample of the result"),
    CHANNELS("办理形式", "ways to apply"),
    CROSS_REGION("通办范围", "where it can be applied for"),
    VISITS("到现场次数", "number of visits"),
    VISITS_REASON("到现场原因", "reason for the visits"),
    BOOKING("预约办理", "whether an appointment can be made"),
    COURIER("物流快递", "whether it is sent by post"),
    ONLINE_PAYMENT("网上支付", "whether it can be paid online"),
    PLACES("办理地点", "places"),
    HOURS("办理时间", "hours"),
    PHONES("咨询电话", "telephone numbers for questions"),
    SUPERVISION("监督投诉方式", "where to complain"),
    FAQS("常见问题", "frequent questions");

    private final String nameZh;
    private final String nameEn;

    GuideElement(String nameZh, String nameEn) {
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    String nameZh() {
        return nameZh;
    }

    String nameEn() {
        return nameEn;
    }
}
