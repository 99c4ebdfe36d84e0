"""The plan over dataframes: pandas, polars and DuckDB through narwhals, with the reference's figures.

``rate.rate_frame`` rates raw values, ``rate.rate_entries`` fixed point, ``lines.rate_lines`` rows of several lines;
``fit.fit_entries`` fits a scheme to a population. Importing this loads no dataframe library.
"""
