package onestop.appeal.commands;

/** What became of a command: the object as it is afterwards, or why nothing was changed. */
public sealed interface Decision<T> {
    record Done<T>(T next) implements Decision<T> {}

    record Declined<T>(Refusal why) implements Decision<T> {}
}
