package onestop.intake.notice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.catalogue.ServicePackage;
import onestop.intake.catalogue.Unit;
import onestop.intake.document.DocumentFacts;
import onestop.intake.document.DocumentFacts.NoticeItem;
import onestop.intake.document.DocumentFacts.NoticeMaterial;
import onestop.intake.document.DocumentFacts.NoticeSource;
import onestop.intake.document.DocumentFacts.NoticeStep;
import onestop.intake.document.DocumentFacts.NoticeWindow;
import onestop.intake.notice.AnswerQuestion.Answer;
import onestop.intake.notice.OneTimeNotice.Item;
import onestop.intake.notice.OneTimeNotice.RequiredMaterial;
import onestop.intake.notice.OneTimeNotice.Source;
import org.jspecify.annotations.Nullable;

/** The notice in the words of its document. */
final class NoticePaper {
    private static final Map<String, String> AGENT = Map.of("AGENT_HANDLED", "由代理人办理");

    static DocumentFacts.OneTimeNotice of(Answer.Told told, @Nullable String enterpriseName) {
        var notice = told.notice();
        var catalogue = told.catalogue();
        var names = notice.items().stream().collect(Collectors.toMap(Item::code, Item::nameZh));
        var figures = notice.figures();
        return new DocumentFacts.OneTimeNotice(
                matter(notice, catalogue),
                enterpriseName,
                enterpriseName == null ? null : told.usci(),
                notice.branches(),
                situation(told),
                notice.items().stream().map(item -> item(item, catalogue)).toList(),
                notice.leftOut().stream()
                        .map(left -> catalogue
                                .item(left.code())
                                .map(ServiceItem::nameZh)
                                .orElse(left.code()))
                        .toList(),
                notice.steps().stream()
                        .map(step -> new NoticeStep(
                                step.stage() + 1,
                                step.itemCodes().stream()
                                        .map(code -> names.getOrDefault(code, code))
                                        .toList(),
                                step.promisedDays()))
                        .toList(),
                notice.materials().stream()
                        .map(material -> material(material, names))
                        .toList(),
                figures.packagePromisedDays(),
                figures.statutoryDaysSequential(),
                figures.departments(),
                figures.materialsSeparately(),
                figures.applicantSubmits(),
                figures.materialReductionRate(),
                notice.feeCharged(),
                notice.windows() == null
                        ? List.of()
                        : notice.windows().stream()
                                .map(window -> new NoticeWindow(window.code(), window.nameZh()))
                                .toList());
    }

    private static String matter(OneTimeNotice notice, Catalogue catalogue) {
        var code = notice.packageCode();
        if (code != null) {
            return catalogue.servicePackage(code).map(ServicePackage::nameZh).orElse(code);
        }
        var first = notice.items().getFirst().nameZh();
        return notice.items().size() == 1
                ? first
                : first + "等 " + notice.items().size() + " 项";
    }

    /** Each condition as the package's questionnaire asks it; by its code where nobody has written a question. */
    private static List<String> situation(Answer.Told told) {
        var questions = new HashMap<>(AGENT);
        var code = told.selection().packageCode();
        if (code != null) {
            told.catalogue().servicePackage(code).stream()
                    .flatMap(one -> one.questionnaire().stream())
                    .forEach(question -> questions.put(question.condition(), question.textZh()));
        }
        return told.selection().conditions().stream()
                .map(condition -> {
                    var asked = questions.getOrDefault(condition, condition);
                    return asked
                            + (asked.endsWith("？") ? "" : "：")
                            + (told.situation().applies(condition) ? "是" : "否");
                })
                .toList();
    }

    private static NoticeItem item(Item item, Catalogue catalogue) {
        return new NoticeItem(
                item.code(),
                item.version(),
                item.nameZh(),
                catalogue.unit(item.unit()).map(Unit::nameZh).orElse(item.unit()),
                item.stage() + 1,
                item.statutoryDays(),
                item.promisedDays(),
                item.feeCharged(),
                item.fee() == null ? List.of() : item.fee().standards(),
                item.resultNameZh());
    }

    private static NoticeMaterial material(RequiredMaterial material, Map<String, String> names) {
        var producer = material.producedBy();
        return new NoticeMaterial(
                material.nameZh(),
                source(material.source()),
                material.issuer(),
                material.originalChecked(),
                material.copies(),
                material.originals(),
                material.photocopies(),
                material.sample(),
                material.blankForm(),
                material.mayFollow(),
                material.mayBePromised(),
                producer == null ? null : names.getOrDefault(producer, producer),
                material.fromReceiptNumber(),
                material.validUntil());
    }

    private static NoticeSource source(Source source) {
        return switch (source) {
            case SHARED -> NoticeSource.SHARED;
            case ON_FILE -> NoticeSource.ON_FILE;
            case PRODUCED -> NoticeSource.PRODUCED;
            case HAND_IN -> NoticeSource.HAND_IN;
            case MERGED_FORM -> NoticeSource.MERGED_FORM;
        };
    }

    private NoticePaper() {}
}
