package onestop.intake.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an item's guide tells beside the item itself, element by element, so that a machine can see what is missing. Null
 * means that nobody has said it yet; an empty list says that there is none of it.
 *
 * @param handleItemCode 业务办理项编码, 33 characters
 * @param legalBases 设定依据
 * @param nature 实施主体性质
 * @param level 行使层级
 * @param delegatedBy 委托部门
 * @param jointBodies 联办机构
 * @param audience 服务对象
 * @param conditions 受理条件
 * @param materials what the guide adds to each material the item asks for
 * @param flow 办理流程, with the limit of each step
 * @param statutoryLimitNote 法定办结时限说明
 * @param promisedLimitNote 承诺办结时限说明
 * @param intermediaryServices 中介服务
 * @param channels 办理形式
 * @param crossRegion 通办范围
 * @param bookable 预约
 * @param courier 物流快递
 * @param onlinePayment 网上支付
 * @param hours 办理时间
 * @param phones 咨询电话
 * @param supervision 监督投诉方式
 * @param lifeEvents further matters in the life of an enterprise under which people look for it
 */
public record Guide(
        @Nullable String handleItemCode,
        @Nullable List<LegalBasis> legalBases,
        @Nullable Nature nature,
        @Nullable Level level,
        @Nullable List<String> delegatedBy,
        @Nullable List<String> jointBodies,
        @Nullable List<Audience> audience,
        @Nullable List<String> conditions,
        @Nullable List<MaterialNote> materials,
        @Nullable List<FlowStep> flow,
        @Nullable String statutoryLimitNote,
        @Nullable String promisedLimitNote,
        @Nullable Fee fee,
        @Nullable List<String> intermediaryServices,
        @Nullable QuantityLimit quantityLimit,
        @Nullable ResultType resultType,
        @Nullable String resultSample,
        @Nullable List<Channel> channels,
        @Nullable CrossRegion crossRegion,
        @Nullable Visits visits,
        @Nullable Boolean bookable,
        @Nullable Boolean courier,
        @Nullable Boolean onlinePayment,
        @Nullable List<Place> places,
        @Nullable String hours,
        @Nullable List<String> phones,
        @Nullable List<String> supervision,
        @Nullable List<Faq> faqs,
        @Nullable List<ServicePackage.Group> lifeEvents) {

    /** The law and the place in it; the quoted words are the law's own. */
    public record LegalBasis(
            @Nullable String title,
            @Nullable String article,
            @Nullable String quotation) {}

    /**
     * @param source where the applicant gets it
     * @param sample where a filled-in one can be seen
     * @param blankForm where an empty one is; only for forms
     */
    public record MaterialNote(
            @Nullable String key,
            @Nullable String source,
            @Nullable Integer originals,
            @Nullable Integer photocopies,
            @Nullable String sample,
            @Nullable String blankForm) {}

    /** @param days the limit of the step in working days; 0 means on the spot */
    public record FlowStep(
            @Nullable String name,
            @Nullable Integer days,
            @Nullable String outcome) {}

    /** @param standards what is charged for what; empty when nothing is */
    public record Fee(@Nullable String basis, @Nullable List<String> standards) {}

    /** @param limit how many at most and how they are given; null when there is no limit */
    public record QuantityLimit(boolean limited, @Nullable String limit) {}

    /** @param reason why somebody has to come; null when nobody has to */
    public record Visits(@Nullable Integer times, @Nullable String reason) {}

    public record Place(@Nullable String name, @Nullable String address) {}

    public record Faq(@Nullable String question, @Nullable String answer) {}

    /** 实施主体性质. */
    public enum Nature {
        LEGAL_ORGAN,
        AUTHORISED_BODY,
        DELEGATED_BODY,
        OTHER
    }

    /** 行使层级. */
    public enum Level {
        STATE,
        PROVINCE,
        CITY,
        COUNTY,
        TOWN,
        VILLAGE,
        SEVERAL
    }

    /** 服务对象. */
    public enum Audience {
        NATURAL_PERSON,
        ENTERPRISE,
        PUBLIC_INSTITUTION,
        SOCIAL_ORGANISATION,
        AUTHORITY,
        OTHER
    }

    /** 办理形式. */
    public enum Channel {
        WINDOW,
        COMPUTER,
        MOBILE,
        COURIER,
        OTHER
    }

    /** 通办范围. */
    public enum CrossRegion {
        NONE,
        COUNTY,
        CITY,
        PROVINCE,
        CROSS_PROVINCE,
        NATIONAL
    }

    /** 结果类型. */
    public enum ResultType {
        LICENCE,
        APPROVAL_DOCUMENT,
        REGISTRATION,
        OTHER
    }
}
