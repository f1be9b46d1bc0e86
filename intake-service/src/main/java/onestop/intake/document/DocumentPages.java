package onestop.intake.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import onestop.documents.ChineseTime;
import onestop.documents.PdfRenderer;
import onestop.documents.QrCode;
import onestop.documents.Templates;
import onestop.intake.document.DocumentFacts.DeliveredBy;
import onestop.intake.document.DocumentFacts.HandedInBy;
import onestop.intake.document.DocumentFacts.IdentityChecked;
import onestop.intake.document.DocumentFacts.MaterialStanding;
import onestop.intake.document.DocumentFacts.NoticeSource;
import onestop.intake.document.IssuedDocuments.Printable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The page of a document: the template of its kind and generation, filled with its facts. Everything filled in is
 * escaped.
 */
@Component
class DocumentPages {
    private final Templates templates = new Templates("/document/", DocumentPages::words);

    String of(Printable paper) {
        var document = paper.document();
        var context = new HashMap<String, Object>();
        context.put("title", document.kind().nameZh());
        context.put("number", document.number());
        context.put("issuedOn", document.issuedOn());
        context.put("body", paper.body());
        context.put("facts", paper.facts());
        context.put("code", paper.code().value());
        context.put("address", paper.body().verificationAddress());
        context.put("qrCode", Base64.getEncoder().encodeToString(QrCode.png(verification(paper))));
        context.put("families", PdfRenderer.FAMILIES);
        var folder = "v" + paper.template() + "/";
        var kind = document.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        context.put("content", templates.fill(folder, kind, context));
        return templates.fill(folder, "layout", context);
    }

    /** What the code on the paper leads to. */
    static String verification(Printable paper) {
        return UriComponentsBuilder.fromUriString(paper.body().verificationAddress())
                .queryParam("number", "{number}")
                .queryParam("code", "{code}")
                .encode()
                .buildAndExpand(paper.document().number(), paper.code().value())
                .toUriString();
    }

    static String words(Object value) {
        return switch (value) {
            case LocalDate date -> ChineseTime.date(date);
            case Instant instant -> ChineseTime.moment(instant);
            case HandedInBy by ->
                switch (by) {
                    case ENTERPRISE -> "申请人提交";
                    case AGENT -> "申请人的代理人提交";
                    case HELPER -> "帮办代办人员代为提交";
                    case WINDOW -> "窗口代为录入";
                };
            case MaterialStanding standing ->
                switch (standing) {
                    case SHARED -> "数据共享获取，免于提交";
                    case ON_FILE -> "以前办件留存，免于提交";
                    case PRODUCED -> "办理过程中产生，免于提交";
                    case MERGED_FORM -> "合并为一张申请表";
                    case HANDED_IN -> "已提交";
                    case DEFERRED -> "容缺后补";
                    case PROMISED -> "以告知承诺替代";
                    case MISSING -> "未提交";
                };
            case DeliveredBy by ->
                switch (by) {
                    case WINDOW -> "窗口领取";
                    case POST -> "邮寄送达";
                    case E_LICENCE -> "电子证照送达";
                };
            case IdentityChecked who ->
                switch (who) {
                    case LEGAL_REPRESENTATIVE -> "法定代表人（负责人）";
                    case AGENT -> "受委托的代理人";
                };
            case NoticeSource source ->
                switch (source) {
                    case SHARED -> "数据共享获取，免于提交";
                    case ON_FILE -> "以前办件留存，免于提交";
                    case PRODUCED -> "办理过程中产生，免于提交";
                    case HAND_IN -> "申请人提交";
                    case MERGED_FORM -> "填写一张合并申请表";
                };
            default -> String.valueOf(value);
        };
    }
}
