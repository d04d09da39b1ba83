package dev.headgate.schemas.model;

/** A value of the topic {@code gate.sketches}. */
public sealed interface SketchMessage permits SketchDelta, MeasurementDelta, CombinerProgress {}
