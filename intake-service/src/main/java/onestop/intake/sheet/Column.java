package onestop.intake.sheet;

/**
 * A column, headed in English or in Chinese.
 *
 * @param name as programs call it and as errors name it
 */
public record Column(String name, String nameZh, boolean required) {

    public static Column required(String name, String nameZh) {
        return new Column(name, nameZh, true);
    }

    public static Column optional(String name, String nameZh) {
        return new Column(name, nameZh, false);
    }

    boolean headedBy(String heading) {
        return name.equalsIgnoreCase(heading) || nameZh.equals(heading);
    }

    String heading(boolean chinese) {
        return chinese ? nameZh : name;
    }
}
