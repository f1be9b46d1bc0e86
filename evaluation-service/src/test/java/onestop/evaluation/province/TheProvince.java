package onestop.evaluation.province;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/** Who alone has the key to what is sealed. */
final class TheProvince {
    private static final BigInteger KEY =
            new BigInteger("007465737473206f6e6c793a206974207365616c73206e6f7468696e67207265", 16);

    private TheProvince() {}

    static String opens(String hex) throws InvalidCipherTextException {
        var curve = CustomNamedCurves.getByName("sm2p256v1");
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(
                false,
                new ECPrivateKeyParameters(
                        KEY, new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH())));
        var sealed = HexFormat.of().parseHex(hex);
        return new String(engine.processBlock(sealed, 0, sealed.length), StandardCharsets.UTF_8);
    }
}
