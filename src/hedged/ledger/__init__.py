"""The tables of reported figures: read strictly, checked, and asked, as known on any day."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["codebook"],
    submod_attrs={
        "cells": ["Column"],
        "codes": ["AREAS_AROUND", "AREA_WORDS", "CHANGES", "COUNTS_WORDS", "MEASURE_WORDS"],
        "evidence": ["Evidence", "Way", "outlet", "roots_of", "ways_of"],
        "hindsight": ["tables_known_on"],
        "ledger": ["Ledger", "LedgerError"],
        "records": ["CUMULATIVE", "TABLES", "Claimant", "Correction", "Record", "Report", "Source", "Statement"],
    },
)
