"""From what the pipeline marked to PLOVER event records: rules and tables, no training."""
