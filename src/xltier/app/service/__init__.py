"""The work that follows from tiers: whom to call, who serves whom, complaints, CRM exchange, service metrics."""
