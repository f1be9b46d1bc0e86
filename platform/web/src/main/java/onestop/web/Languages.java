package onestop.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** English or Chinese by {@code Accept-Language}; English when the caller does not say, whatever the machine speaks. */
final class Languages extends AcceptHeaderLocaleResolver {
    Languages() {
        setDefaultLocale(Locale.ENGLISH);
        setSupportedLocales(List.of(Locale.ENGLISH, Locale.CHINESE));
    }

    Locale of(HttpServletRequest request) {
        return resolveLocale(request);
    }
}
