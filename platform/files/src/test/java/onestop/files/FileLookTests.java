package onestop.files;

import static onestop.testsupport.SampleFiles.archive;
import static onestop.testsupport.SampleFiles.image;
import static onestop.testsupport.SampleFiles.joined;
import static onestop.testsupport.SampleFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import onestop.files.FileLook.Found;
import onestop.files.FileLook.Found.Accepted;
import onestop.files.FileLook.Found.Foreign;
import onestop.files.FileLook.Found.Unsafe;
import onestop.testsupport.SampleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLookTests {
    @TempDir
    Path folder;

    private Found look(byte[] content) throws IOException {
        var file = Files.createTempFile(folder, "look", ".bin");
        Files.write(file, content);
        return FileLook.look(file);
    }

    @Test
    void whatWeTakeIsKnownByItsContent() throws Exception {
        assertThat(look(SampleFiles.pdf())).isEqualTo(new Accepted(FileType.PDF));
        assertThat(look(image("jpg"))).isEqualTo(new Accepted(FileType.JPEG));
        assertThat(look(image("png"))).isEqualTo(new Accepted(FileType.PNG));
        assertThat(look(image("tiff"))).isEqualTo(new Accepted(FileType.TIFF));
        assertThat(look(SampleFiles.ofd())).isEqualTo(new Accepted(FileType.OFD));
        assertThat(look(SampleFiles.docx())).isEqualTo(new Accepted(FileType.DOCX));
        assertThat(look(SampleFiles.xlsx())).isEqualTo(new Accepted(FileType.XLSX));
    }

    @Test
    void everythingElseIsForeign() throws Exception {
        assertThat(look(text("<html><script>alert(1)</script></html>"))).isEqualTo(new Foreign("text/html"));
        assertThat(look(text("just words"))).isEqualTo(new Foreign("text/plain"));
        assertThat(look(image("gif"))).isEqualTo(new Foreign("image/gif"));
        assertThat(look(joined(new byte[] {'M', 'Z'}, new byte[200]))).isInstanceOf(Foreign.class);
        assertThat(look(archive(Map.of("a.txt", text("a"))))).isEqualTo(new Foreign("application/zip"));
    }

    @Test
    void whatIsTwoThingsAtOnceIsRefused() throws Exception {
        var archive = archive(Map.of("payload.txt", text("x")));

        assertThat(look(joined(image("png"), archive))).isInstanceOf(Unsafe.class);
        assertThat(look(joined(image("jpg"), archive))).isInstanceOf(Unsafe.class);
        assertThat(look(joined(SampleFiles.pdf(), archive, text("%%EOF")))).isInstanceOf(Accepted.class); // no archive
        assertThat(look(joined(SampleFiles.pdf(), archive))).isInstanceOf(Unsafe.class);
        assertThat(look(joined(image("tiff"), archive))).isInstanceOf(Unsafe.class);
        assertThat(look(archive(Map.of(
                        "[Content_Types].xml", text("<Types/>"),
                        "word/document.xml", text("<w/>"),
                        "OFD.xml", text("<o/>")))))
                .isInstanceOf(Unsafe.class);
    }

    @Test
    void whatIsCutOffIsRefused() throws Exception {
        var picture = image("png");
        assertThat(look(Arrays.copyOf(picture, picture.length - 5))).isInstanceOf(Unsafe.class);
        var document = SampleFiles.pdf();
        assertThat(look(Arrays.copyOf(document, document.length - 10))).isInstanceOf(Unsafe.class);
        var archive = SampleFiles.docx();
        assertThat(look(Arrays.copyOf(archive, archive.length - 10))).isInstanceOf(Unsafe.class);
    }

    @Test
    void whatUnpacksToFarMoreThanItsSizeIsRefused() throws Exception {
        var bomb = archive(Map.of(
                "[Content_Types].xml", text("<Types/>"),
                "word/document.xml", text("<w/>"),
                "word/media/image1.png", new byte[30 * 1024 * 1024]));
        assertThat(bomb).hasSizeLessThan(60_000);

        assertThat(look(bomb)).isInstanceOf(Unsafe.class);
    }

    @Test
    void whatLeadsOutOfItsFolderOrCarriesAProgramIsRefused() throws Exception {
        for (var name : new String[] {"../../evil.sh", "/etc/passwd", "a\\b", "word/vbaProject.bin", "x/run.EXE"}) {
            assertThat(look(archive(Map.of(
                            "[Content_Types].xml",
                            text("<Types/>"),
                            "word/document.xml",
                            text("<w/>"),
                            name,
                            text("x")))))
                    .as(name)
                    .isInstanceOf(Unsafe.class);
        }
        assertThat(look(archive(Map.of(
                        "[Content_Types].xml",
                        text("<Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>"),
                        "word/document.xml",
                        text("<w/>")))))
                .isInstanceOf(Unsafe.class);
    }
}
