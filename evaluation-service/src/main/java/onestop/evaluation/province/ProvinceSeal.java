package onestop.evaluation.province;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals messages so that only the province reads them: SM2 (GB/T 32918.4) in the order C1C3C2 under the province's public
 * key, C1 uncompressed. Without a key nothing is sealed, and persons stay here.
 */
@Component
class ProvinceSeal {
    private static final String SETTINGS = "onestop.evaluation.province.seal.";

    private final @Nullable ECPublicKeyParameters key;
    private final String appMark;
    private final String appWord;
    private final SecureRandom random = new SecureRandom();

    ProvinceSeal(
            @Value("${" + SETTINGS + "public-key:}") String publicKey,
            @Value("${" + SETTINGS + "app-mark:}") String appMark,
            @Value("${" + SETTINGS + "app-word:}") String appWord) {
        this.key = publicKey.isBlank() ? null : key(publicKey.strip());
        this.appMark = appMark;
        this.appWord = appWord;
        if (key != null && (appMark.isBlank() || appWord.isBlank())) {
            throw new IllegalStateException(SETTINGS + "app-mark and app-word must be set where public-key is");
        }
    }

    /** What goes along with a sealed message, made for the moment: who sends it, and that it is he. */
    record Signature(String time, String appMark, String sign) {}

    boolean on() {
        return key != null;
    }

    /** The text as only the province can read it; null where no key is configured. */
    byte @Nullable [] seal(String text) {
        return key == null ? null : sealed(key, text);
    }

    /** Null where no key is configured. */
    @Nullable
    Signature signature(Instant at) {
        if (key == null) {
            return null;
        }
        var time = NationalCodes.time(at);
        return new Signature(time, appMark, HexFormat.of().formatHex(sealed(key, time + appMark + appWord)));
    }

    private byte[] sealed(ECPublicKeyParameters under, String text) {
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(under, random));
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return engine.processBlock(bytes, 0, bytes.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A point of the curve: 04, x and y in hexadecimal digits. */
    private static ECPublicKeyParameters key(String hex) {
        var named = CustomNamedCurves.getByName("sm2p256v1");
        try {
            var point = named.getCurve().decodePoint(HexFormat.of().parseHex(hex));
            return new ECPublicKeyParameters(
                    point, new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH()));
        } catch (IllegalArgumentException _) { // its message would repeat what was configured
            throw new IllegalStateException(SETTINGS
                    + "public-key must be a point of the curve sm2p256v1: 04, x and y, 130 hexadecimal digits");
        }
    }
}
