package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is handed in. */
record ApplicationBody(
        @Nullable String packageCode,
        @Nullable List<@Nullable String> itemCodes,
        @NotBlank String enterpriseUsci,
        @Size(max = 50) @Nullable Map<String, @NotNull Boolean> answers,
        @Nullable Boolean agent,
        @Nullable List<@Valid @NotNull BranchBody> branches,
        BranchList.@Nullable Mode branchMode,
        @Size(max = 200) @Nullable List<@Valid @NotNull MaterialBody> materials,
        @NotNull Channel channel,
        @Nullable Long commitmentTextVersion,
        @Valid @Nullable GreenChannelBody greenChannel) {

    record BranchBody(
            @NotBlank String usci, @Valid @Nullable ChangesBody changes) {}

    record ChangesBody(
            @Size(max = 200) @Nullable String name,
            @Size(max = 200) @Nullable String address,
            @Size(max = 500) @Nullable String businessScope,
            @Size(max = 100) @Nullable String personInCharge) {

        Map<String, String> toMap() {
            var changes = new LinkedHashMap<String, String>();
            put(changes, "name", name);
            put(changes, "address", address);
            put(changes, "businessScope", businessScope);
            put(changes, "personInCharge", personInCharge);
            return changes;
        }

        private static void put(Map<String, String> changes, String field, @Nullable String value) {
            if (value != null) {
                changes.put(field, value);
            }
        }
    }

    /**
     * Exactly one of four ways says where the material is: handed in (as files that were sent, on paper, or named only),
     * reused, deferred, or promised.
     *
     * @param copies how many are handed over on paper
     */
    record MaterialBody(
            @NotBlank String key,
            @Size(max = 200) @Nullable String fileName,
            @Nullable Boolean reused,
            @Nullable Boolean deferred,
            @Nullable Boolean promised,
            @Size(min = 1, max = 20) @Nullable List<@NotNull UUID> files,
            @Min(1) @Max(99) @Nullable Integer copies) {

        boolean isHandedIn() {
            return (fileName != null && !fileName.isBlank()) || files != null || copies != null;
        }

        List<UUID> filesOrNone() {
            return files == null ? List.of() : files;
        }

        boolean isReused() {
            return Boolean.TRUE.equals(reused);
        }
    }

    record GreenChannelBody(
            @NotBlank @Size(max = 200) String basis,
            @NotBlank @Size(max = 60) String projectNumber,
            @NotBlank @Size(max = 100) String helper) {

        GreenChannel toGreenChannel() {
            return new GreenChannel(basis, projectNumber, helper);
        }
    }

    List<MaterialBody> materialsOrNone() {
        return materials == null ? List.of() : materials;
    }
}
