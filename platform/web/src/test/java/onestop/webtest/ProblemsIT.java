package onestop.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SampleService
@ExtendWith(OutputCaptureExtension.class)
class ProblemsIT {
    @LocalServerPort
    int port;

    Http http;
    String li;

    @BeforeEach
    void connect() {
        http = new Http(port);
        li = SampleIssuer.token("li", Role.APPLICANT);
    }

    Http.Reply thing(String json) {
        return http.post("/things", json).as(li).send();
    }

    @Test
    void aGoodBodyIsTaken() {
        var reply = thing("""
                {"name": "a", "colour": "RED", "count": 3, "dueOn": "2026-03-02", "at": "2026-03-02T04:00:00Z",
                 "id": "0199f1c6-0000-7000-8000-000000000000", "urgent": true, "code": {"value": "S1"},
                 "verdict": {"outcome": "GRANT"}, "parts": [{"name": "p", "weight": 1}]}
                """);

        assertThat(reply.text()).isEqualTo("""
                {"name":"a","colour":"RED","count":3,"dueOn":"2026-03-02","at":"2026-03-02T12:00:00+08:00",\
                "id":"0199f1c6-0000-7000-8000-000000000000","urgent":true,"code":{"value":"S1"},\
                "verdict":{"outcome":"GRANT"},"parts":[{"name":"p","weight":1}]}""");
    }

    @Test
    void timesHaveTheCountysOffsetAndNullsAreLeftOut() {
        assertThat(http.get("/open").send().text()).isEqualTo("""
                {"at":"2026-03-02T12:00:00+08:00","read":"2026-03-02T12:00:00.000005+08:00","on":"2026-03-02",\
                "colour":"RED","caller":"nobody"}""");
    }

    @Test
    void everyBrokenRuleIsNamed() {
        var reply = thing("""
                {"name": " ", "count": 11, "verdict": {"outcome": "REFUSE", "grounds": ""}, "parts": [{"weight": 1}]}
                """);

        assertThat(reply.problem()).startsWith("400 /problems/invalid-request");
        assertThat(reply.problem()).contains("name", "colour", "count", "verdict.grounds", "parts[0].name");
        assertThat(reply.at("$.errors[?(@.field == 'colour')].code").toString()).isEqualTo("[\"not-null\"]");
        assertThat(reply.at("$.errors[?(@.field == 'colour')].message").toString())
                .isEqualTo("[\"must be given\"]");
        assertThat(reply.at("$.errors[?(@.field == 'count')].message").toString())
                .isEqualTo("[\"must be less than or equal to 10\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"nmae": "a", "count": 1}                                  | nmae              | is not known here; known are: at, code, colour
            {"name": "a", "colour": "BLUE"}                            | colour            | must be one of: RED, GREEN
            {"name": "a", "colour": 0}                                 | colour            | must be one of: RED, GREEN
            {"name": "a", "colour": "RED", "count": "3"}               | count             | must be a whole number
            {"name": "a", "colour": "RED", "count": 3.5}               | count             | must be a whole number
            {"name": "a", "colour": "RED", "count": 30000000000}       | count             | is too large or too small
            {"name": "a", "colour": "RED", "count": null}              | count             | must be given
            {"name": "a", "colour": "RED"}                             | count             | must be given
            {"name": 7, "colour": "RED", "count": 1}                   | name              | must be a text in quotes
            {"name": ["a"], "colour": "RED", "count": 1}               | name              | must be a text in quotes
            {"name": "a", "colour": "RED", "count": 1, "dueOn": "2.3."}| dueOn             | must be a date like 2026-03-02
            {"name": "a", "colour": "RED", "count": 1, "at": "2026-03-02T04:00:00"} | at   | must be a time with offset like
            {"name": "a", "colour": "RED", "count": 1, "at": 1772424000}| at               | must be a time with offset like
            {"name": "a", "colour": "RED", "count": 1, "dueOn": "+900000000-01-01"} | dueOn | must be a date like 2026-03-02, of the years 1800 to 2199
            {"name": "a", "colour": "RED", "count": 1, "dueOn": [2026, 3, 2]} | dueOn      | must be a date like 2026-03-02
            {"name": "a", "colour": "RED", "count": 1, "at": "+300000-01-01T00:00:00Z"} | at | must be a time with offset like
            {"name": "a", "colour": "RED", "count": 1, "at": "-5000-01-01T00:00:00Z"} | at  | must be a time with offset like
            {"name": "a", "colour": "RED", "count": 1, "id": "7"}      | id                | must be a UUID
            {"name": "a", "colour": "RED", "count": 1, "urgent": "yes"}| urgent            | must be true or false
            {"name": "a", "colour": "RED", "count": 1, "code": {"value": "T"}} | code      | is not acceptable: a code begins with S
            {"name": "a", "colour": "RED", "count": 1, "code": "S"}    | code              | must be an object
            {"name": "a", "colour": "RED", "count": 1, "parts": {}}    | parts             | must be a list
            {"name": "a", "colour": "RED", "count": 1, "parts": [{"name": "p", "weight": "x"}]} | parts[0].weight | must be a whole number
            {"name": "a", "colour": "RED", "count": 1, "parts": [{"naem": "p", "weight": 1}]} | parts[0].naem | is not known here
            {"name": "a", "colour": "RED", "count": 1, "verdict": {"outcome": "PERHAPS"}} | verdict.outcome | must be one of: GRANT, REFUSE
            {"name": "a", "colour": "RED", "count": 1, "verdict": {}}  | verdict.outcome   | must be one of: GRANT, REFUSE
            {"name": "a\\u0000", "colour": "RED", "count": 1}          | name              | must not hold the character
            {"name": "a\\ud83d", "colour": "RED", "count": 1}          | name              | must not hold the character
            []                                                         | body              | must be an object
            "text"                                                     | body              | must be an object
            null                                                       | body              | must be given
            ``                                                         | body              | must be given
            """)
    void aFieldThatCannotBeReadIsNamedWithWhatWouldBeRight(String json, String field, String message) {
        var reply = thing(json);

        assertThat(reply.problem()).isEqualTo("400 /problems/invalid-request " + field);
        assertThat((String) reply.at("$.errors[0].message")).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "a"                  | 1
            {"name": 'a'}                 | 1
            {"name": "a",\\n "colour" RED} | 2
            {"name": "a", "name": "b"}    | 1
            {"name": "a", "count": 1} {}  | 1
            {,}                           | 1
            """)
    void malformedJsonIsNamedByLineAndColumn(String json, int line) {
        var reply = thing(json.replace("\\n", "\n"));

        assertThat(reply.problem()).isEqualTo("400 /problems/malformed-json");
        assertThat(reply.at("$.line")).isEqualTo(line);
        assertThat((Integer) reply.at("$.column")).isPositive();
    }

    @Test
    void aBottomlessBodyIsRefused() {
        assertThat(thing("{\"parts\":" + "[".repeat(5_000)).problem()).startsWith("400 /problems/");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        var reply = http.get("/things")
                .chunked(new ByteArrayInputStream(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}))
                .header("Content-Type", "application/json")
                .as(li)
                .send();

        assertThat(reply.problem()).isEqualTo("400 /problems/malformed-json");
    }

    @Test
    void rulesForTheItemsOfAListNameTheItem() {
        var reply = http.post("/lists", "[{\"name\": \"a\", \"weight\": 1}, {\"name\": \"\", \"weight\": 1}]")
                .as(li)
                .send();

        assertThat(reply.problem()).startsWith("400 /problems/invalid-request");
        assertThat(reply.at("$.errors[0].code")).isEqualTo("not-blank");
        assertThat(reply.at("$.errors[0].field")).isEqualTo("[1].name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /query?days=3                              | start        | must be given
            /query?start=today&days=3                  | start        | must be a date like 2026-03-02
            /query?start=2026-03-02                    | days         | must be given
            /times?on=%2B900000000-01-01               | on           | must be a date like 2026-03-02, of the years 1800 to 2199
            /times?on=1799-12-31                       | on           | must be a date like
            /times?on=2200-01-01                       | on           | must be a date like
            /times?marked=-5000-01-01                  | marked       | must be a date like
            /times?at=%2B300000-01-01T00:00:00Z        | at           | must be a time with offset like
            /times?read=%2B300000-01-01T00:00:00Z      | read         | must be a time with offset like
            /times?month=%2B900000-01                  | month        | must be a month like 2026-03
            /query?start=2026-03-02&days=x             | days         | must be a whole number
            /query?start=2026-03-02&days=99            | days         | must be less than or equal to 60
            /query?start=2026-03-02&days=3&colour=BLUE | colour       | must be one of: RED, GREEN
            /query?start=2026-03-02&days=3&code=T      | code         | is not acceptable: a code begins with S
            /by-id/7                                   | id           | must be a UUID
            /header                                    | Sample-Count | must be given
            /list?limit=0                              | limit        | must be a whole number from 1 to 200
            /list?limit=201                            | limit        | must be a whole number from 1 to 200
            /list?limit=many                           | limit        | must be a whole number from 1 to 200
            /list?after=nonsense                       | after        | must be the "next" of an earlier page
            /field/T7                                  | branches[3].code | must begin with S, which T7 does not
            """)
    void aParameterThatIsMissingOrWrongIsNamed(String path, String field, String message) {
        var reply = http.get(path).send();

        assertThat(reply.problem()).isEqualTo("400 /problems/invalid-request " + field);
        assertThat((String) reply.at("$.errors[0].message")).startsWith(message);
    }

    @Test
    void timesOfTheYearsWeDealWithAreRead() {
        assertThat(http.get("/times?on=1800-01-01&marked=2199-12-31&at=2026-03-02T12:00:00%2B08:00"
                                + "&read=2026-03-02T12:00:00%2B08:00&month=2026-03")
                        .send()
                        .text())
                .isEqualTo("1800-01-01 2199-12-31 2026-03-02T04:00:00Z 2026-03-02T12:00+08:00 2026-03");
        assertThat(http.get("/times?on=&at=").send().text()).isEqualTo("null null null null null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"far-date", "large-number"})
    void whatTheDatabaseCannotKeepIsNoFaultOfOurs(String how) {
        assertThat(http.get("/broken/" + how).send().problem()).isEqualTo("400 /problems/invalid-request request");
    }

    @Test
    void aHeaderOfTheWrongTypeIsNamed() {
        assertThat(http.get("/header").header("Sample-Count", "x").send().problem())
                .isEqualTo("400 /problems/invalid-request Sample-Count");
    }

    @Test
    void aListIsReadToItsEndPageByPage() {
        var first = http.get("/list").send();
        assertThat(first.at("$.items.length()")).isEqualTo(50);

        var second = http.get("/list?after=" + first.at("$.next")).send();
        assertThat(second.at("$.items[0]")).isEqualTo(50);

        var last = http.get("/list?limit=20&after=" + second.at("$.next")).send();
        assertThat(last.at("$.items[19]")).isEqualTo(119);
        assertThat(last.text()).doesNotContain("next");
    }

    @Test
    void aChangeMustSayWhatItIsBasedOn() {
        var change = http.put("/documents/1", "{}");
        assertThat(change.send().problem()).isEqualTo("428 /problems/precondition-required");
        assertThat(change.header("If-Match", "*").send().problem()).isEqualTo("400 /problems/invalid-request If-Match");
        assertThat(change.header("If-Match", "W/\"7\"").send().problem())
                .isEqualTo("400 /problems/invalid-request If-Match");
        assertThat(change.header("If-Match", "\"6\"").send().problem()).isEqualTo("412 /problems/stale-version");
        assertThat(change.header("If-Match", "\"7\"").send().header("ETag")).isEqualTo("\"8\"");
    }

    @Test
    void aDeclinedCommandReadsInTheLanguageOfTheCaller() {
        var english = http.get("/declined").send();
        assertThat(english.problem()).isEqualTo("409 /problems/sample-declined");
        assertThat(english.at("$.detail")).isEqualTo("Order 2026 isn't open since 2026-03-02 12:00.");
        assertThat(english.at("$.instance")).isEqualTo("/declined");

        var chinese = http.get("/declined")
                .header("Accept-Language", "fr, zh-CN;q=0.8, en;q=0.5")
                .send();
        assertThat(chinese.at("$.detail")).isEqualTo("订单 2026 自 2026-03-02 12:00 起不再开放。");

        var german = http.get("/declined").header("Accept-Language", "de").send();
        assertThat(german.at("$.title")).isEqualTo("The sample is declined");
    }

    @Test
    void validationSpeaksChineseToo() {
        var reply = http.post("/things", "{\"name\": \"\", \"colour\": \"RED\", \"count\": 1}")
                .as(li)
                .header("Accept-Language", "zh")
                .send();

        assertThat(reply.at("$.title")).isEqualTo("请求内容不符合要求");
        assertThat((String) reply.at("$.errors[0].message")).matches(".*\\p{IsHan}.*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE | /open     | 405 /problems/method-not-allowed
            POST   | /list     | 405 /problems/method-not-allowed
            TRACE  | /open     | 405 /problems/method-not-allowed
            GET    | /nowhere  | 404 /problems/not-found
            """)
    void whatIsNotServedIsRefused(String method, String path, String problem) {
        assertThat(http.get(path).method(method).send().problem()).isEqualTo(problem);
    }

    @Test
    void aMethodThatIsNotServedNamesThoseThatAre() {
        var reply = http.get("/open").method("DELETE").send();

        assertThat(reply.header("Allow")).contains("GET");
        assertThat((String) reply.at("$.detail")).contains("GET");
    }

    @Test
    void onlyJsonIsReadAndWritten() {
        var reply = http.post("/texts", "text=a")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .send();
        assertThat(reply.problem()).isEqualTo("415 /problems/media-type-not-supported");
        assertThat((String) reply.at("$.detail")).contains("application/json");

        reply = http.get("/open").header("Accept", "text/html").send();
        assertThat(reply.problem()).isEqualTo("406 /problems/not-acceptable");
    }

    @Test
    void anAddressThatTheFirewallRefusesIsAProblemToo() {
        assertThat(http.get("/open;a=b").send().problem()).isEqualTo("400 /problems/bad-request");
        assertThat(http.get("/a%2f%2e%2e/open").send().status()).isEqualTo(400);
    }

    @Test
    void bodiesUpToTheLimitAreRead() {
        assertThat(http.post("/texts", text(1024 * 1024 - 11)).send().text())
                .isEqualTo(Integer.toString(1024 * 1024 - 11));
        assertThat(http.post("/long-texts", text(2_000_000)).send().text()).isEqualTo("2000000");
    }

    @Test
    void aBodyThatIsDeclaredTooLargeIsRefused() {
        var reply = http.post("/texts", text(1024 * 1024 - 10)).send();
        assertThat(reply.problem()).isEqualTo("413 /problems/body-too-large");
        assertThat((String) reply.at("$.detail")).contains("1 MiB");

        assertThat(http.post("/long-texts", text(3 * 1024 * 1024)).send().problem())
                .isEqualTo("413 /problems/body-too-large");
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefused() {
        var reply = http.get("/texts")
                .chunked(new ByteArrayInputStream(text(3_000_000).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .send();

        assertThat(reply.problem()).isEqualTo("413 /problems/body-too-large");
    }

    @Test
    void aBodyOfFiftyMegabytesIsRefusedAndTheCallerReadsWhy() {
        var endless = new SequenceInputStream(
                new ByteArrayInputStream("{\"text\":\"".getBytes(StandardCharsets.UTF_8)), new Letters(50_000_000));

        assertThat(http.get("/texts")
                        .chunked(endless)
                        .header("Content-Type", "application/json")
                        .send()
                        .problem())
                .isEqualTo("413 /problems/body-too-large");
    }

    private static String text(int length) {
        return "{\"text\":\"" + "a".repeat(length) + "\"}";
    }

    private static final class Letters extends InputStream {
        private int left;

        private Letters(int count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "statement"})
    void whatBreaksIsLoggedOnceAndNotTold(String how, CapturedOutput output) {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var reply = http.get("/broken/" + how)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .send();

        assertThat(reply.problem()).isEqualTo("500 /problems/internal-error");
        assertThat(reply.at("$.traceId")).isEqualTo(trace);
        assertThat(reply.text()).doesNotContain("secret", "jdbc", "SELECT", "Exception");
        assertThat(output.getOut().lines().filter(line -> line.contains("answered 500")))
                .singleElement()
                .asString()
                .contains(trace, "GET /broken/{how}");
    }

    @Test
    void theLogDoesNotQuoteTheRowsOfTheDatabase(CapturedOutput output) {
        http.get("/broken/unique").send();

        assertThat(output.getOut()).contains("sample_order_number_once").doesNotContain("Key (number)=(secret-number)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "lock", "lost"})
    void whatWillPassIs503WithATimeToTryAgain(String how) {
        var reply = http.get("/broken/" + how).send();

        assertThat(reply.problem()).isEqualTo("503 /problems/temporarily-unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        assertThat(reply.text()).doesNotContain("secret");
    }

    @Test
    void aWriteThatWasOvertakenIs409() {
        assertThat(http.get("/broken/overtaken").send().problem()).isEqualTo("409 /problems/changed-meanwhile");
    }

    @Test
    void aTraceOfItsOwnIsMadeForARequestWithoutAGoodOne() {
        for (var bad :
                new String[] {"rubbish", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "ff-1-2-3"}) {
            assertThat((String) http.get("/nowhere")
                            .header("traceparent", bad)
                            .send()
                            .at("$.traceId"))
                    .matches("[0-9a-f]{32}")
                    .isNotEqualTo("00000000000000000000000000000000");
        }
    }

    @Test
    void whatIsNotEvenHttpIsAnsweredWithoutDetails() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET /op en HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            var reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(reply).startsWith("HTTP/1.1 400").doesNotContain("Tomcat", "Exception");
        }
    }
}
