package onestop.appeal.attachments;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.STRANGER;
import static onestop.appeal.Office.SWJ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import onestop.appeal.Office;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.files.ContentStore;
import onestop.files.PendingContents;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class AttachmentsIT {
    private static final String DECIDED = "onestop.approval.case.decided.v1";

    @Autowired
    Events events;

    @Autowired
    Requests requests;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ContentStore store;

    @Autowired
    PendingContents pending;

    @Autowired
    SweepAttachments sweep;

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    private static byte[] picture() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private MockHttpServletResponse send(Person person, String id, String key, String name, byte[] content) {
        return send(person, id, key, name, content, "forUnit=false");
    }

    private MockHttpServletResponse send(
            Person person, String id, String key, String name, byte[] content, String readers) {
        return mvc.post()
                .uri("/api/appeal/appeals/{id}/attachments?" + readers, id)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                .header("Idempotency-Key", key)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename*=UTF-8''" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .content(content)
                .exchange()
                .getResponse();
    }

    private MockHttpServletResponse send(Person person, String id, String name, byte[] content) {
        return send(person, id, UUID.randomUUID().toString(), name, content);
    }

    private MockHttpServletResponse get(Person person, String path) {
        return mvc.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                .exchange()
                .getResponse();
    }

    private JsonNode list(Person person, String id) {
        var page = requests.get(person, "/appeals/" + id + "/attachments")
                .must(200)
                .json();
        Contracts.assertAnswer("AttachmentPage", page);
        return page.path("items");
    }

    @Test
    void whatIsAttachedIsGivenBackAsItWasSent() throws Exception {
        var id = requests.signed("GAJ");
        var picture = picture();
        var key = UUID.randomUUID().toString();
        var sent = send(APPLICANT, id, key, "现场照片.png", picture);
        assertThat(sent.getStatus()).as(sent.getContentAsString()).isEqualTo(201);
        assertThat(send(APPLICANT, id, key, "现场照片.png", picture).getContentAsString())
                .isEqualTo(sent.getContentAsString());
        Contracts.assertAnswer(
                "Attachment", JsonMapper.shared().readTree(sent.getContentAsString(StandardCharsets.UTF_8)));
        assertThat(list(GAJ, id)).hasSize(1);
        var location = sent.getHeader(HttpHeaders.LOCATION);
        assertThat(location).isNotNull();
        for (var reader : new Person[] {APPLICANT, GAJ, COORDINATOR}) {
            var read = get(reader, Objects.requireNonNull(location));
            assertThat(read.getStatus()).isEqualTo(200);
            assertThat(read.getContentAsByteArray()).isEqualTo(picture);
            assertThat(read.getHeader(HttpHeaders.CONTENT_DISPOSITION)).startsWith("attachment");
        }
        for (var other : new Person[] {STRANGER, SWJ}) {
            assertThat(get(other, Objects.requireNonNull(location)).getStatus()).isEqualTo(404);
            assertThat(send(other, id, "x.png", picture).getStatus()).isEqualTo(404);
        }
    }

    @Test
    void whatIsNotAPictureOrADocumentIsRefusedByItsContent() throws Exception {
        var id = requests.receive("PROBLEM");
        assertThat(send(APPLICANT, id, "x.pdf", "<html>".getBytes(StandardCharsets.UTF_8))
                        .getStatus())
                .isEqualTo(415);
        assertThat(send(APPLICANT, id, "x.pdf", picture()).getContentAsString()).contains("file-name-ending");
        assertThat(send(APPLICANT, id, "../x.png", picture()).getContentAsString())
                .contains("file-name");
        assertThat(send(APPLICANT, id, "x.png", new byte[0]).getContentAsString())
                .contains("empty-file");
        var two = new ByteArrayOutputStream();
        two.write(picture());
        two.write("tail".getBytes(StandardCharsets.UTF_8));
        assertThat(send(APPLICANT, id, "x.png", two.toByteArray()).getStatus()).isEqualTo(422);
        assertThat(list(APPLICANT, id)).isEmpty();
    }

    @Test
    void whatIsSentTwiceAtOnceUnderOneKeyIsKeptOnceAndNothingElseIsLeft() throws Exception {
        var id = requests.receive("PROBLEM");
        var key = UUID.randomUUID().toString();
        var picture = picture();
        var tasks = new ArrayList<Callable<Integer>>();
        for (int number = 0; number < 6; number++) {
            tasks.add(() -> send(APPLICANT, id, key, "x.png", picture).getStatus());
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(201);
            }
        }

        assertThat(list(APPLICANT, id)).hasSize(1);
        assertThat(announcedOf(picture)).as("neither named nor removed").isEmpty();
    }

    private List<@Nullable String> announcedOf(byte[] content) throws Exception {
        var checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        return jdbc.sql("SELECT place FROM pending_content WHERE place LIKE ? || '-%'")
                .param(checksum)
                .query(String.class)
                .list();
    }

    @Test
    void aContentThatNoAttachmentNamesGoesAndANamedOneStays() throws Exception {
        var id = requests.receive("PROBLEM");
        assertThat(send(APPLICANT, id, "x.png", picture()).getStatus()).isEqualTo(201);
        var named = jdbc.sql("SELECT place FROM attachment WHERE appeal_id = ?::uuid")
                .param(id)
                .query(String.class)
                .single();
        var orphan = UUID.randomUUID().toString();
        for (var place : new String[] {named, orphan}) { // as if the process had died before the row was written
            pending.announce(place);
        }
        store.put(orphan, Files.writeString(Files.createTempFile(store.incoming(), "attachment-", ".part"), "content"));
        jdbc.sql("UPDATE pending_content SET announced_at = now() - interval '7 hours' WHERE place IN (?, ?)")
                .params(named, orphan)
                .update();

        sweep.run();

        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.open(orphan));
        try (var content = store.open(named)) {
            assertThat(content.readAllBytes()).isEqualTo(picture());
        }
    }

    @Test
    void tenAreEnoughHoweverManyComeAtOnce() throws Exception {
        var id = requests.receive("PROBLEM");
        var picture = picture();
        var tasks = new ArrayList<Callable<Integer>>();
        for (int number = 0; number < 14; number++) {
            tasks.add(() -> send(APPLICANT, id, "x.png", picture).getStatus());
        }
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(tasks)) {
                statuses.add(done.get());
            }
        }
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(4);
        assertThat(list(APPLICANT, id)).hasSize(10);
        for (int number = 0; number < 10; number++) {
            assertThat(send(COORDINATOR, id, "x.png", picture).getStatus())
                    .as("the applicant's papers take no room from the answer's")
                    .isEqualTo(201);
        }
        assertThat(send(COORDINATOR, id, "x.png", picture).getStatus()).isEqualTo(409);
        assertThat(list(APPLICANT, id)).hasSize(20);
    }

    private MockHttpServletResponse sendForJoined(Person person, String id, String name) throws IOException {
        return send(person, id, UUID.randomUUID().toString(), name, picture(), "forJoined=true");
    }

    private List<String> names(Person person, String id) {
        return list(person, id).findValuesAsString("name");
    }

    private String ofAnother(String more) {
        return requests.post(STRANGER, """
                {"usci": "%s", "kind": "PROBLEM", "title": "也没有结果", "text": "x"%s}""".formatted(Office.ANOTHER, more))
                .must(201)
                .text("id");
    }

    @Test
    void joinedOnesHaveThePapersThatAreMeantForThemAndNoOthers() throws Exception {
        var main = requests.signed("GAJ");
        var joined = ofAnother("");
        var apart = ofAnother("");
        assertThat(send(STRANGER, joined, "自己的.png", picture()).getStatus()).isEqualTo(201);
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);

        var sent = sendForJoined(GAJ, main, "复函.png");
        assertThat(sent.getStatus()).as(sent.getContentAsString()).isEqualTo(201);
        assertThat(JsonMapper.shared()
                        .readTree(sent.getContentAsString(StandardCharsets.UTF_8))
                        .path("forJoined")
                        .asBoolean())
                .isTrue();
        var forMainOnly = send(GAJ, main, "仅致申请人.png", picture());
        assertThat(forMainOnly.getStatus()).isEqualTo(201);
        // The applicant of the other one hands nothing on, whatever the request says.
        var applicants = sendForJoined(APPLICANT, main, "营业执照.png");
        assertThat(applicants.getContentAsString()).contains("\"forJoined\":false");
        requests.put(GAJ, main, "contact", "{\"note\": \"已联系\"}").must(200);
        requests.put(GAJ, main, "reply", "{\"text\": \"详见附件\"}").must(200);

        assertThat(names(STRANGER, joined)).containsExactly("自己的.png", "复函.png");
        assertThat(names(APPLICANT, main)).containsExactly("复函.png", "仅致申请人.png", "营业执照.png");
        assertThat(names(STRANGER, apart)).isEmpty();
        var handedOn = idOf(sent);
        var read = get(STRANGER, "/api/appeal/appeals/" + joined + "/attachments/" + handedOn);
        assertThat(read.getStatus()).isEqualTo(200);
        assertThat(read.getContentAsByteArray()).isEqualTo(picture());
        for (var other : List.of(idOf(forMainOnly), idOf(applicants))) {
            var refused = get(STRANGER, "/api/appeal/appeals/" + joined + "/attachments/" + other);
            assertThat(refused.getStatus()).isEqualTo(404);
            assertThat(refused.getContentAsString()).contains("no-such-attachment");
        }
        for (var unreadable : List.of(main + "/attachments/" + handedOn, apart + "/attachments/" + handedOn)) {
            assertThat(get(STRANGER, "/api/appeal/appeals/" + unreadable).getStatus())
                    .isEqualTo(404);
        }
        assertThat(names(COORDINATOR, joined)).containsExactly("自己的.png", "复函.png");
    }

    private static String idOf(MockHttpServletResponse sent) {
        var location = Objects.requireNonNull(sent.getHeader(HttpHeaders.LOCATION));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Test
    void whatOneAttachesToAJoinedAppealIsNotHandedBackAndSeparatedItHasNothingOfTheOther() throws Exception {
        var main = requests.signed("GAJ");
        var file = "LN" + UUID.randomUUID();
        var joined = ofAnother(", \"about\": {\"receiptNumber\": \"" + file + "\"}");
        var other = ofAnother("");
        for (var one : List.of(joined, other)) {
            requests.put(COORDINATOR, one, "joining", "{\"into\": \"" + main + "\"}")
                    .must(200);
        }
        assertThat(sendForJoined(COORDINATOR, joined, "来信.png").getStatus()).isEqualTo(201);
        assertThat(names(APPLICANT, main)).isEmpty();
        assertThat(sendForJoined(GAJ, main, "复函.png").getStatus()).isEqualTo(201);
        assertThat(names(STRANGER, joined)).containsExactly("来信.png", "复函.png");
        var handedOn = list(STRANGER, joined).get(1).path("id").asString();
        assertThat(get(STRANGER, "/api/appeal/appeals/" + joined + "/attachments/" + handedOn)
                        .getStatus())
                .isEqualTo(200);

        // Who answers turns out to have decided on the file of one of the two: that one is handled by itself again.
        events.createTopic("onestop.approval.case", 3);
        events.send("onestop.approval.case", file, DECIDED, file + "-1", 3, """
                {"receiptNumber": "%s", "caseNumber": "%s-1", "decidedBy": "manager-gaj", "outcome": "REFUSED"}""".formatted(file, file));
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(jdbc.sql("SELECT count(*) FROM file_officer WHERE receipt_number = :file")
                                .param("file", file)
                                .query(Long.class)
                                .single())
                        .isEqualTo(1));
        requests.put(GAJ, main, "reply", "{\"text\": \"详见附件\"}").must(200);

        var left = requests.read(COORDINATOR, joined).must(200);
        assertThat(left.text("state")).isEqualTo("RECEIVED");
        assertThat(left.body()).contains("SEPARATED");
        assertThat(names(STRANGER, joined)).containsExactly("来信.png");
        assertThat(names(COORDINATOR, joined)).containsExactly("来信.png");
        var refused = get(STRANGER, "/api/appeal/appeals/" + joined + "/attachments/" + handedOn);
        assertThat(refused.getStatus()).isEqualTo(404);
        assertThat(refused.getContentAsString()).contains("no-such-attachment");
        assertThat(names(STRANGER, other)).as("the other one stays with it").containsExactly("复函.png");
        assertThat(sendForJoined(GAJ, main, "补充.png").getStatus()).isEqualTo(201);
        assertThat(names(STRANGER, other)).containsExactly("复函.png", "补充.png");
        assertThat(names(STRANGER, joined)).containsExactly("来信.png");
    }

    @Test
    void underOneKeyAPaperIsNotMeantForOthersTheSecondTime() throws Exception {
        var id = requests.signed("GAJ");
        var key = UUID.randomUUID().toString();
        assertThat(send(GAJ, id, key, "复函.png", picture()).getStatus()).isEqualTo(201);
        var again = send(GAJ, id, key, "复函.png", picture(), "forJoined=true");
        assertThat(again.getStatus()).isEqualTo(409);
        assertThat(again.getContentAsString()).contains("idempotency-key-reused");
    }

    @Test
    void nothingIsAttachedToWhatIsOver() throws Exception {
        var response = send(APPLICANT, requests.closed("GAJ"), "x.png", picture());
        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(response.getContentAsString()).contains("appeal-is-over");
    }

    @Test
    void whoDecidedOnTheFileAddsNoPapersForTheUnitOrTheOffice() throws Exception {
        var file = "LN" + UUID.randomUUID();
        var id = requests.receive("COMPLAINT", ", \"about\": {\"receiptNumber\": \"" + file + "\"}");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        jdbc.sql("INSERT INTO file_officer (receipt_number, officer_id, part) VALUES (:file, :officer, 'DECIDED')")
                .param("file", file)
                .param("officer", "decided-" + file)
                .update();
        for (var who : List.of(
                Office.manager("decided-" + file, "GAJ"), Office.person("decided-" + file, Role.APPEAL_COORDINATOR))) {
            var refused = send(who, id, "说明.png", picture());
            assertThat(refused.getStatus()).isEqualTo(403);
            assertThat(refused.getContentAsString()).contains("recused");
        }
        assertThat(send(GAJ, id, "整改.png", picture()).getStatus()).isEqualTo(201);
        assertThat(send(APPLICANT, id, "营业执照.png", picture()).getStatus()).isEqualTo(201);
    }

    @Test
    void theUnitDoesNotSeeWhatAConfidentialApplicantAttached() throws Exception {
        var id = requests.receive("COMPLAINT", ", \"confidential\": true");
        var sent = send(APPLICANT, id, "营业执照.png", picture());
        requests.put(COORDINATOR, id, "dispatch", """
                {"unit": "GAJ", "forUnit": {"title": "反映服务", "text": "反映窗口服务"}}""").must(200);
        assertThat(list(GAJ, id)).isEmpty();
        assertThat(get(GAJ, Objects.requireNonNull(sent.getHeader(HttpHeaders.LOCATION)))
                        .getStatus())
                .isEqualTo(404);
        assertThat(send(GAJ, id, "整改.png", picture()).getStatus()).isEqualTo(201);
        assertThat(list(GAJ, id)).hasSize(1);
        assertThat(list(APPLICANT, id)).hasSize(2);
        assertThat(list(COORDINATOR, id)).hasSize(2);

        // What came by post and was filed by the office is the applicant's paper too.
        assertThat(send(COORDINATOR, id, "来信.png", picture()).getStatus()).isEqualTo(201);
        assertThat(list(GAJ, id)).hasSize(1);
        assertThat(send(COORDINATOR, id, UUID.randomUUID().toString(), "转办函.png", picture(), "forUnit=true")
                        .getStatus())
                .isEqualTo(201);
        assertThat(list(GAJ, id)).hasSize(2);
        assertThat(list(COORDINATOR, id)).hasSize(4);
        var open = requests.signed("GAJ");
        assertThat(send(COORDINATOR, open, "转办函.png", picture()).getStatus()).isEqualTo(201);
        assertThat(list(GAJ, open)).hasSize(1);
    }
}
