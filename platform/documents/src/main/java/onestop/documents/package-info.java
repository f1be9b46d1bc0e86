/**
 * Printed documents: templates filled with values become pages, pages become PDF with embedded Chinese fonts, texts become square codes.
 * What goes in decides what comes out, byte by byte.
 */
@NullMarked
package onestop.documents;

import org.jspecify.annotations.NullMarked;
