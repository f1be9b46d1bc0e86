package onestop.approval.printing;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What all printed documents say alike.
 *
 * @param numberPrefix what the numbers of letters begin with
 * @param reviewBodyZh to whom one can turn for administrative reconsideration
 * @param courtZh before which one can sue
 * @param verificationAddress where anybody can verify a licence; {@code {number}} stands for its number, the code is appended
 */
@ConfigurationProperties("onestop.approval.documents")
public record IssuingCounty(
        String numberPrefix,
        String nameZh,
        String hallZh,
        String phone,
        String complaintPhone,
        String reviewBodyZh,
        String courtZh,
        String verificationAddress) {}
