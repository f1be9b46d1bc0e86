package onestop.intake.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.intake.application.ApplicationBody.MaterialBody;
import onestop.intake.application.FileMaterial.State;
import onestop.intake.input.FieldErrors;
import onestop.intake.notice.OneTimeNotice;
import onestop.intake.notice.OneTimeNotice.RequiredMaterial;
import onestop.intake.onfile.MaterialOnFile;
import onestop.intake.upload.StoredFile;
import org.jspecify.annotations.Nullable;

/** Sets what is handed in against what the guide asks for. Nobody can hand in, or be asked for, anything else. */
final class MaterialReader {

    /** A promise is a statement of truth: the enterprise gives it itself, no helper in its place. */
    static void helperPromisesNothing(List<MaterialBody> sent, FieldErrors errors) {
        for (int i = 0; i < sent.size(); i++) {
            if (Boolean.TRUE.equals(sent.get(i).promised())) {
                errors.add("materials[" + i + "].promised", "helper-promises-nothing");
            }
        }
    }

    /** The materials of a new file. */
    static List<FileMaterial> ofNotice(OneTimeNotice notice) {
        return notice.materials().stream().map(MaterialReader::asked).toList();
    }

    private static FileMaterial asked(RequiredMaterial material) {
        return new FileMaterial(
                material.key(),
                material.nameZh(),
                material.nameEn(),
                material.trustLevel(),
                material.deferrable(),
                material.commitmentAllowed(),
                material.itemCodes(),
                switch (material.source()) {
                    case SHARED -> State.SHARED;
                    case ON_FILE -> State.ON_FILE;
                    case PRODUCED -> State.PRODUCED;
                    case MERGED_FORM -> State.MERGED_FORM;
                    case HAND_IN -> State.MISSING;
                },
                null,
                null,
                material.fromReceiptNumber());
    }

    /** The materials after what was sent; errors name what does not fit. */
    static List<FileMaterial> supply(
            List<FileMaterial> asked,
            List<MaterialBody> sent,
            Map<String, MaterialOnFile> onFile,
            Map<UUID, StoredFile> files,
            FieldErrors errors) {
        var byKey = new LinkedHashMap<String, FileMaterial>();
        asked.forEach(material -> byKey.put(material.key(), material));
        supplied(byKey, sent, onFile, files, errors).forEach(byKey::put);
        return new ArrayList<>(byKey.values());
    }

    /** Only the materials that were sent, as they stand then. */
    static Map<String, FileMaterial> supplied(
            Map<String, FileMaterial> asked,
            List<MaterialBody> sent,
            Map<String, MaterialOnFile> onFile,
            Map<UUID, StoredFile> files,
            FieldErrors errors) {
        var supplied = new HashMap<String, FileMaterial>();
        var already = new HashSet<String>();
        for (int i = 0; i < sent.size(); i++) {
            var body = sent.get(i);
            var at = "materials[" + i + "]";
            var material = asked.get(body.key());
            if (material == null) {
                errors.add(at + ".key", "material-not-asked-for", body.key());
            } else if (!already.add(body.key())) {
                errors.add(at + ".key", "named-twice", body.key());
            } else if (ways(body) != 1) {
                errors.add(at, "one-way");
            } else {
                supplied.put(body.key(), supplied(material, body, at, onFile, files, errors));
            }
        }
        return supplied;
    }

    private static int ways(MaterialBody body) {
        int ways = body.isHandedIn() ? 1 : 0;
        ways += body.isReused() ? 1 : 0;
        ways += Boolean.TRUE.equals(body.deferred()) ? 1 : 0;
        ways += Boolean.TRUE.equals(body.promised()) ? 1 : 0;
        return ways;
    }

    private static FileMaterial supplied(
            FileMaterial material,
            MaterialBody body,
            String at,
            Map<String, MaterialOnFile> onFile,
            Map<UUID, StoredFile> files,
            FieldErrors errors) {
        if (Boolean.TRUE.equals(body.promised())) {
            if (!material.commitmentAllowed()) {
                errors.add(at + ".promised", "no-commitment-allowed", material.key());
                return material;
            }
            return material.promised();
        }
        if (Boolean.TRUE.equals(body.deferred())) {
            if (!material.deferrable()) {
                errors.add(at + ".deferred", "not-deferrable", material.key());
                return material;
            }
            return material.deferralAsked();
        }
        if (body.isHandedIn()) {
            var name = nameOf(body, files);
            // What comes by sharing, out of the file itself or with the one form is not counted as handed in.
            return switch (material.state()) {
                case SHARED, PRODUCED, MERGED_FORM -> material;
                case ON_FILE, HANDED_IN, DEFERRED, PROMISED, MISSING ->
                    material.handedIn(
                            name, body.filesOrNone().stream().distinct().toList(), body.copies());
            };
        }
        var kept = onFile.get(material.key());
        if (kept == null) {
            errors.add(at + ".reused", "not-on-file", material.key());
            return material;
        }
        return material.reusedFrom(kept.fromReceiptNumber(), kept.files());
    }

    /** As the sender calls it, otherwise as its first file is called. */
    private static @Nullable String nameOf(MaterialBody body, Map<UUID, StoredFile> files) {
        var name = body.fileName();
        if (name != null && !name.isBlank()) {
            return name;
        }
        return body.filesOrNone().stream()
                .flatMap(id -> Stream.ofNullable(files.get(id)))
                .map(StoredFile::name)
                .findFirst()
                .orElse(null);
    }

    private MaterialReader() {}
}
