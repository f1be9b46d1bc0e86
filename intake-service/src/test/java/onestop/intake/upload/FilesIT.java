package onestop.intake.upload;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onestop.files.ContentStore;
import onestop.files.FileSettings;
import onestop.files.VirusScanner;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.SampleFiles;
import onestop.web.Caller;
import onestop.web.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@IntakeTest
class FilesIT {
    private static final Duration UNUSED_AFTER = Duration.ofHours(24);

    @Autowired
    Calls calls;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FileTables tables;

    @Autowired
    FileSweep sweep;

    @Autowired
    FileSettings settings;

    @Autowired
    StoredFiles files;

    @Autowired
    ContentStore store;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TravelClock clock;

    /** A run that was ended may have left some. */
    @BeforeEach
    void noParts() throws IOException {
        try (var parts = Files.list(store.incoming())) {
            for (var part : parts.toList()) {
                Files.delete(part);
            }
        }
    }

    private static Caller caller(Person person) {
        return new Caller(
                person.name(), person.name(), Set.of(person.role()), person.unit(), null, Set.copyOf(person.uscis()));
    }

    private static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        var together = new CyclicBarrier(works.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = works.stream()
                    .map(work -> threads.submit(() -> {
                        together.await();
                        return work.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private static String checksum(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private long contents(byte[] content) throws Exception {
        return jdbc.sql("SELECT count(*) FROM stored_content WHERE encode(checksum, 'hex') = ?")
                .param(checksum(content))
                .query(Long.class)
                .single();
    }

    private List<Path> stored(byte[] content) throws Exception {
        var checksum = checksum(content);
        try (var all = Files.walk(Path.of("target/files/contents"))) {
            return all.filter(file -> file.getFileName().toString().startsWith(checksum))
                    .toList();
        }
    }

    private long parts() throws IOException {
        try (var parts = Files.list(store.incoming())) {
            return parts.count();
        }
    }

    private UUID id(Reply reply) {
        return UUID.fromString(reply.must(201).text("id"));
    }

    private byte[] download(Person person, UUID id) {
        var answer = mvc.get()
                .uri("/api/intake/files/" + id + "/content")
                .header("Authorization", "Bearer " + person.bearer())
                .exchange();
        assertThat(answer).hasStatusOk();
        return answer.getResponse().getContentAsByteArray();
    }

    @Test
    void whatWasSentComesBackAsItWas() throws Exception {
        var person = applicant(newUsci());
        var content = SampleFiles.pdf();

        var sent = calls.upload(person, "章程 2026.pdf", content).must(201);

        assertThat(sent.text("name")).isEqualTo("章程 2026.pdf");
        assertThat(sent.text("mediaType")).isEqualTo("application/pdf");
        assertThat(sent.text("checksum")).isEqualTo(checksum(content));
        assertThat(sent.body().path("bytes").asInt()).isEqualTo(content.length);
        assertThat(sent.text("state")).isEqualTo("AVAILABLE");
        assertThat(sent.headers()).containsEntry("Location", "/api/intake/files/" + sent.text("id"));
        var answer = mvc.get()
                .uri("/api/intake/files/" + sent.text("id") + "/content")
                .header("Authorization", "Bearer " + person.bearer())
                .exchange();
        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getContentAsByteArray()).isEqualTo(content);
        assertThat(answer.getResponse().getHeader("Content-Disposition"))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%E7%AB%A0%E7%A8%8B%202026.pdf");
        assertThat(answer.getResponse().getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getResponse().getHeader("Cache-Control")).contains("no-store");
        assertThat(answer.getResponse().getHeader("Content-Type")).isEqualTo("application/pdf");
        assertThat(answer.getResponse().getHeader("Content-Digest")).isEqualTo(Digest.header(checksum(content)));
        assertThat(calls.get(person, "/files/" + sent.text("id")).must(200).text("name"))
                .isEqualTo("章程 2026.pdf");
    }

    @Test
    void toOthersAFileDoesNotExist() {
        var sent =
                calls.upload(applicant(newUsci()), "a.pdf", SampleFiles.pdf()).must(201);

        for (var other : List.of(applicant(newUsci()), WINDOW, HELPER, Calls.agent("files-agent"))) {
            calls.get(other, "/files/" + sent.text("id")).declines(404, "unknown-file");
            calls.get(other, "/files/" + sent.text("id") + "/content").declines(404, "unknown-file");
        }
        calls.get(Calls.NOBODY, "/files/" + sent.text("id") + "/content").declines(401, "authentication-required");
        calls.get(WINDOW, "/files/" + UUID.randomUUID() + "/content").declines(404, "unknown-file");
    }

    @Test
    void equalContentsAreKeptOnceHoweverManySendThemAtOnce() throws Exception {
        var content = SampleFiles.pdf();
        var works = new ArrayList<Callable<Reply>>();
        for (int i = 0; i < 16; i++) {
            var person = applicant(newUsci());
            works.add(() -> calls.upload(person, "same.pdf", content));
        }

        var replies = atOnce(works);

        assertThat(replies).allSatisfy(reply -> reply.must(201));
        assertThat(replies.stream().map(reply -> reply.text("id")).distinct()).hasSize(16);
        assertThat(contents(content)).isEqualTo(1);
        assertThat(stored(content)).hasSize(1);
        assertThat(parts()).isZero();
    }

    @Test
    void theSameRequestTwiceIsOneFile() {
        var person = applicant(newUsci());
        var content = SampleFiles.pdf();

        var first = calls.upload(person, "key-1", "a.pdf", null, content).must(201);
        var second = calls.upload(person, "key-1", "a.pdf", null, content).must(201);

        assertThat(second.text("id")).isEqualTo(first.text("id"));
        calls.upload(person, "key-1", "b.pdf", null, content).declines(409, "idempotency-key-reused");
        calls.upload(person, "key-1", "a.pdf", null, SampleFiles.pdf()).declines(409, "idempotency-key-reused");
    }

    @Test
    void whatDoesNotArriveAsSentIsRefused() throws Exception {
        var person = applicant(newUsci());
        var content = SampleFiles.pdf();

        calls.upload(person, "d1", "a.pdf", Digest.header(checksum(content)), content)
                .must(201);
        calls.upload(person, "d2", "a.pdf", "md5=:AAAA:, " + Digest.header(checksum(content)), content)
                .must(201);
        var other = SampleFiles.pdf();
        assertThat(calls.upload(person, "d3", "a.pdf", Digest.header(checksum(content)), other)
                        .must(400)
                        .errors())
                .containsExactly("Content-Digest digest-mismatch");
        assertThat(calls.upload(person, "d4", "a.pdf", "sha-256=abc", other)
                        .must(400)
                        .errors())
                .containsExactly("Content-Digest digest-form");
        assertThat(contents(other)).isZero();
        assertThat(stored(other)).isEmpty();
    }

    @Test
    void emptyForeignMisnamedAndDangerousFilesAreRefused() throws Exception {
        var person = applicant(newUsci());

        assertThat(calls.upload(person, "a.pdf", new byte[0]).must(400).errors())
                .containsExactly("body empty-file");
        assertThat(calls.upload(person, "a.pdf", SampleFiles.image("png"))
                        .must(400)
                        .errors())
                .containsExactly("Content-Disposition file-name-ending");
        assertThat(calls.upload(person, "../../a.pdf", SampleFiles.pdf())
                        .must(400)
                        .errors())
                .containsExactly("Content-Disposition file-name");
        calls.upload(person, "a.pdf", SampleFiles.text("<html><script>alert(1)</script></html>"))
                .declines(415, "file-type-not-accepted");
        calls.upload(
                        person,
                        "a.png",
                        SampleFiles.joined(
                                SampleFiles.image("png"), SampleFiles.archive(Map.of("a", SampleFiles.text("a")))))
                .declines(422, "file-unsafe");
        assertThat(calls.send(HttpMethod.POST, person, "/files", "x", Map.of())
                        .must(400)
                        .errors())
                .containsExactly("Content-Disposition required");
        assertThat(parts()).isZero();
    }

    @Test
    void formsAreNotTakenForFiles() {
        var answer = mvc.post()
                .uri("/api/intake/files")
                .header("Authorization", "Bearer " + WINDOW.bearer())
                .header("Idempotency-Key", "form")
                .header("Content-Disposition", FileNameTests.header("a.pdf"))
                .contentType("multipart/form-data; boundary=x")
                .content(SampleFiles.pdf())
                .exchange();

        assertThat(answer).hasStatus(415);
        assertThat(answer).bodyJson().extractingPath("$.type").isEqualTo("/problems/media-type-not-supported");
    }

    /** A request that does not say how long its body is. */
    private static final class OfUnknownLength extends MockHttpServletRequest {
        OfUnknownLength(ServletContext context) {
            super(context, "POST", "/api/intake/files");
            setPathInfo("/api/intake/files");
            setServletPath("");
        }

        @Override
        public int getContentLength() {
            return -1;
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }
    }

    @Test
    void aBodyThatOnlyTurnsOutTooLongIsCutOffAndForgotten() throws Exception {
        byte[] content = SampleFiles.joined(SampleFiles.pdf(), new byte[20 * 1024 * 1024]);

        var answer = mvc.perform(context -> {
            var request = new OfUnknownLength(context);
            request.addHeader("Authorization", "Bearer " + WINDOW.bearer());
            request.addHeader("Idempotency-Key", "too-long");
            request.addHeader("Content-Disposition", FileNameTests.header("a.pdf"));
            request.setContentType("application/octet-stream");
            request.setContent(content);
            return request;
        });

        assertThat(answer).hasStatus(413);
        assertThat(contents(content)).isZero();
        assertThat(parts()).isZero();
        calls.upload(WINDOW, "a.pdf", content).declines(413, "body-too-large");
    }

    /** A body that ends with the connection. */
    private static InputStream brokenOff(byte[] content) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int read = super.read(target, offset, Math.min(length, 10));
                if (read < 0) {
                    throw new UncheckedIOException(new IOException("connection reset"));
                }
                return read;
            }
        };
    }

    private ReceiveFile receiver(VirusScanner scanner) {
        return new ReceiveFile(store, scanner, tables, settings, clock);
    }

    private FileSweep sweeper(VirusScanner scanner) {
        return new FileSweep(tables, store, scanner, transaction, UNUSED_AFTER, clock);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        var content = SampleFiles.pdf();

        assertThatThrownBy(() -> receiver(VirusScanner.none()).receive("a.pdf", null, brokenOff(content)))
                .hasMessageContaining("connection reset");

        assertThat(contents(content)).isZero();
        assertThat(stored(content)).isEmpty();
        assertThat(parts()).isZero();
    }

    @Test
    void moreThanTheServiceCanTakeIsToldToComeAgain() throws Exception {
        var narrow =
                new FileSettings(settings.store(), settings.folder(), settings.s3(), settings.virusScan(), 1);
        var receiver = new ReceiveFile(store, VirusScanner.none(), tables, narrow, clock);
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = new InputStream() {
            @Override
            public int read() throws IOException {
                started.countDown();
                try {
                    if (!goOn.await(30, TimeUnit.SECONDS)) {
                        throw new IOException("forgotten");
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> receiver.receive("a.pdf", null, slow));
            started.await();

            assertThatThrownBy(() -> receiver.receive("b.pdf", null, new ByteArrayInputStream(SampleFiles.pdf())))
                    .isInstanceOf(ProblemException.class);
            goOn.countDown();
            assertThatThrownBy(first::get).hasMessageContaining("empty-file");
        }
        assertThat(receiver.receive("b.pdf", null, new ByteArrayInputStream(SampleFiles.pdf()))
                        .mediaType())
                .isEqualTo("application/pdf");
    }

    private void age(UUID file, Duration by) {
        jdbc.sql("UPDATE stored_file SET uploaded_at = uploaded_at - ?::interval WHERE id = ?")
                .param(by.toString())
                .param(file)
                .update();
    }

    @Test
    void whatNobodyUsesIsRemovedAndWhatIsUsedStays() throws Exception {
        var person = applicant(newUsci());
        var lost = SampleFiles.pdf();
        var shared = SampleFiles.pdf();
        var young = SampleFiles.pdf();
        var lostFile = id(calls.upload(person, "lost.pdf", lost));
        var unused = id(calls.upload(person, "unused.pdf", shared));
        var used = id(calls.upload(person, "used.pdf", shared));
        var youngFile = id(calls.upload(person, "young.pdf", young));
        transaction.executeWithoutResult(_ -> files.use(List.of(used), "nothing-in-particular", "1"));
        for (var file : List.of(lostFile, unused, used)) {
            age(file, Duration.ofHours(25));
        }

        sweep.removeUnused(clock.instant());

        assertThat(tables.findAll(List.of(lostFile, unused, used, youngFile)))
                .extracting(StoredFile::id)
                .containsExactlyInAnyOrder(used, youngFile);
        assertThat(contents(lost)).isZero();
        assertThat(stored(lost)).isEmpty();
        assertThat(download(person, used)).isEqualTo(shared);
        assertThat(download(person, youngFile)).isEqualTo(young);
    }

    @Test
    void whatADraftNamesWaitsAsLongAsTheDraft() {
        var usci = newUsci();
        var person = applicant(usci);
        var other = applicant(newUsci());
        var named = id(calls.upload(person, "named.pdf", SampleFiles.pdf()));
        var foreign = id(calls.upload(other, "foreign.pdf", SampleFiles.pdf()));
        calls.post(
                        person,
                        "/application-drafts",
                        Map.of(
                                "enterpriseUsci",
                                usci,
                                "materials",
                                List.of(Map.of("key", "ARTICLES", "files", List.of(named, foreign)))))
                .must(201);
        age(named, Duration.ofHours(25));
        age(foreign, Duration.ofHours(25));

        sweep.removeUnused(clock.instant());
        assertThat(tables.findAll(List.of(named, foreign)))
                .as("nobody keeps what another has sent")
                .extracting(StoredFile::id)
                .containsExactly(named);

        jdbc.sql("UPDATE stored_file SET held_until = ? WHERE id = ?")
                .param(clock.instant().minusSeconds(1).atOffset(ZoneOffset.UTC))
                .param(named)
                .update();
        sweep.removeUnused(clock.instant());
        assertThat(tables.find(named)).isEmpty();
    }

    @Test
    void aContentThatIsSentAgainWhileItIsRemovedIsNotLost() throws Exception {
        var person = applicant(newUsci());
        for (int round = 0; round < 25; round++) {
            var content = SampleFiles.pdf();
            age(id(calls.upload(person, "a.pdf", content)), Duration.ofHours(25));

            Callable<Optional<UUID>> sweeping = () -> {
                sweep.removeUnused(clock.instant());
                return Optional.empty();
            };
            var ids = atOnce(List.<Callable<Optional<UUID>>>of(
                            sweeping,
                            () -> Optional.of(id(calls.upload(person, "b.pdf", content))),
                            sweeping,
                            () -> Optional.of(id(calls.upload(person, "c.pdf", content)))))
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();

            assertThat(ids)
                    .hasSize(2)
                    .allSatisfy(id -> assertThat(download(person, id)).isEqualTo(content));
            sweep.removeUnused(clock.instant());
            assertThat(ids).allSatisfy(id -> assertThat(download(person, id)).isEqualTo(content));
            assertThat(stored(content)).hasSize(1);
        }
    }

    @Test
    void aFileThatIsTakenIntoUseWhileItIsSweptIsEitherKeptOrToldToBeGone() throws Exception {
        var person = applicant(newUsci());
        for (int round = 0; round < 25; round++) {
            var content = SampleFiles.pdf();
            var file = id(calls.upload(person, "a.pdf", content));
            age(file, Duration.ofHours(25));

            var taken = atOnce(List.<Callable<Boolean>>of(
                    () -> {
                        sweep.removeUnused(clock.instant());
                        return true;
                    },
                    () -> transaction.execute(
                            _ -> files.use(List.of(file), "race", "1").containsKey(file))));

            sweep.removeUnused(clock.instant());
            if (taken.get(1)) {
                assertThat(download(person, file)).isEqualTo(content);
            } else {
                assertThat(tables.find(file)).isEmpty();
                assertThat(stored(content)).isEmpty();
            }
        }
    }

    @Test
    void aContentThatWasAnnouncedAndNeverNamedIsRemoved() throws Exception {
        var content = SampleFiles.pdf();
        receiver(VirusScanner.none()).receive("a.pdf", null, new ByteArrayInputStream(content));
        assertThat(stored(content)).hasSize(1);

        sweep.removeUnused(clock.instant());
        assertThat(stored(content)).as("it may still be named").hasSize(1);

        sweep.removeUnused(clock.instant().plus(Duration.ofHours(2)));
        assertThat(stored(content)).isEmpty();
        assertThat(contents(content)).isZero();
    }

    @Test
    void whatCannotBeScannedWaitsInQuarantine() throws Exception {
        var person = applicant(newUsci());
        var content = SampleFiles.pdf();
        VirusScanner away = _ -> {
            throw new IOException("nobody listens");
        };
        var received = receiver(away).receive("a.pdf", null, new ByteArrayInputStream(content));
        var file = UUID.randomUUID();
        tables.insert(file, received.checksum(), "a.pdf", person.name(), clock.instant());

        calls.get(person, "/files/" + file + "/content").declines(409, "file-in-quarantine");
        assertThat(files.whyUnusable(caller(person), List.of(file)))
                .containsEntry(file, StoredFiles.Unusable.QUARANTINED);
        sweeper(away).scanAgain();
        calls.get(person, "/files/" + file + "/content").declines(409, "file-in-quarantine");

        sweeper(VirusScanner.none()).scanAgain();
        assertThat(download(person, file)).isEqualTo(content);
        assertThat(files.whyUnusable(caller(person), List.of(file))).isEmpty();
    }

    @Test
    void whatTurnsOutHarmfulCannotBeReadOrSentAgain() throws Exception {
        var person = applicant(newUsci());
        var content = SampleFiles.pdf();
        VirusScanner away = _ -> {
            throw new IOException("nobody listens");
        };
        VirusScanner strict = stream -> !HexFormat.of()
                .formatHex(sha256(stream.readAllBytes()))
                .equals(HexFormat.of().formatHex(sha256(content)));
        var received = receiver(away).receive("a.pdf", null, new ByteArrayInputStream(content));
        var file = UUID.randomUUID();
        tables.insert(file, received.checksum(), "a.pdf", person.name(), clock.instant());

        sweeper(strict).scanAgain();

        calls.get(person, "/files/" + file + "/content").declines(410, "file-was-infected");
        assertThat(files.whyUnusable(caller(person), List.of(file))).containsEntry(file, StoredFiles.Unusable.INFECTED);
        assertThat(stored(content)).isEmpty();
        calls.upload(person, "a.pdf", content).declines(422, "file-infected");

        var harmful = SampleFiles.pdf();
        assertThatThrownBy(() -> receiver(_ -> false).receive("a.pdf", null, new ByteArrayInputStream(harmful)))
                .isInstanceOf(ProblemException.class);
        assertThat(stored(harmful)).isEmpty();
        assertThat(contents(harmful)).isZero();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyOwnFilesCanBeUsed() {
        var person = applicant(newUsci());
        var file = id(calls.upload(person, "a.pdf", SampleFiles.pdf()));
        var nothing = UUID.randomUUID();

        assertThat(files.whyUnusable(caller(person), List.of(file))).isEmpty();
        assertThat(files.whyUnusable(caller(applicant(newUsci())), List.of(file, nothing)))
                .containsOnlyKeys(file, nothing)
                .containsEntry(file, StoredFiles.Unusable.UNKNOWN);
        assertThatThrownBy(() -> files.use(List.of(file), "outside", "1"))
                .as("without a transaction")
                .isInstanceOf(IllegalTransactionStateException.class);
    }
}
