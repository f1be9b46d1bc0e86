/**
 * The figures a county tells about its hall, each from the service's own data, with what it was divided by.
 *
 * <p>A feature that can count something offers a {@link onestop.intake.figures.FigureSource}; what it counts is told by
 * its {@link onestop.intake.figures.FigureDefinition}s. A figure is counted for a period, a region and a window as far
 * as it is kept by them. One that is not kept by what was asked for is named as such, never told uncut.
 */
@NullMarked
package onestop.intake.figures;

import org.jspecify.annotations.NullMarked;
