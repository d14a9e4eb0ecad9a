package com.example.canary.shared.application;

import com.example.canary.sales.domain.Sale;

/** Sin: what is shared uses a context. */
public record UsesAContext(Sale sale) {}
