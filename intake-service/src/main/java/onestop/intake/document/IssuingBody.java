package onestop.intake.document;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who issues, as printed on each document; kept with each, so that a move of the hall rewrites nothing.
 *
 * @param numberPrefix what all numbers begin with
 * @param verificationAddress where anybody can verify a document; number and code are appended as a query
 * @param reviewBody to whom a refused applicant can turn for administrative review
 */
@ConfigurationProperties("onestop.intake.documents")
record IssuingBody(
        String numberPrefix,
        String nameZh,
        String hallZh,
        String addressZh,
        String phone,
        String complaintPhone,
        String reviewBodyZh,
        String courtZh,
        String verificationAddress) {}
