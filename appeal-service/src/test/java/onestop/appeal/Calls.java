package onestop.appeal;

import java.util.UUID;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Any request of anybody, below {@code /api/appeal}. */
public record Calls(MockMvcTester mvc) {
    public Answer post(Person person, String uri, String body) {
        return post(person, UUID.randomUUID().toString(), uri, body);
    }

    public Answer post(Person person, String key, String uri, String body) {
        return new Answer(mvc.post()
                .uri("/api/appeal" + uri)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange());
    }

    public Answer put(Person person, String uri, @Nullable String body) {
        return put(person, uri, null, body);
    }

    public Answer put(Person person, String uri, @Nullable String ifMatch, @Nullable String body) {
        var request = mvc.put().uri("/api/appeal" + uri).header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token());
        if (ifMatch != null) {
            request = request.header(HttpHeaders.IF_MATCH, ifMatch);
        }
        if (body != null) {
            request = request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return new Answer(request.exchange());
    }

    public Answer get(Person person, String uri) {
        return exchange(HttpMethod.GET, person, uri);
    }

    public Answer delete(Person person, String uri) {
        return exchange(HttpMethod.DELETE, person, uri);
    }

    private Answer exchange(HttpMethod method, Person person, String uri) {
        return new Answer(mvc.method(method)
                .uri("/api/appeal" + uri)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                .exchange());
    }
}
