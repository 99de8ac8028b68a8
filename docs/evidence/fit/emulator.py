"""An emulator: what a target's value would be at a point, and how sure that is, without a run."""

from dataclasses import dataclass

import numpy as np

_FLOOR = 1e-6  # of the variance of the data: no emulator is surer than this


def features(x: np.ndarray) -> list[np.ndarray]:
    """Return the blocks of a quadratic in points of the cube: constant, linear, squares, products of two."""
    one, other = np.triu_indices(x.shape[1], k=1)
    return [np.ones((len(x), 1)), x, x**2 - 1.0 / 3.0, x[:, one] * x[:, other]]


@dataclass(frozen=True)
class Emulator:
    """Bayesian quadratic regression: every block of coefficients has a normal prior of its own width.

    The widths, and the residual variance that holds both what is no quadratic and the luck of the runs, maximise the
    marginal likelihood (MacKay 1992, Neural Computation 4:415). Where data are few the variance of a
    prediction says so.

    Attributes
    ----------
    weights : (features,) array
    covariance : (features, features) array
        Of the weights, given the data.
    residual : float
        Variance of a run's value around the quadratic.
    centre, scale : float
        Of the data.
    checked : float
        Share of the points whose value lies within 3 standard deviations of what all others say of it.
    explained : float
        1 − mean square of those leave-one-out errors ÷ variance of the data.
    """

    weights: np.ndarray
    covariance: np.ndarray
    residual: float
    centre: float
    scale: float
    checked: float
    explained: float

    @classmethod
    def fit(cls, x: np.ndarray, y: np.ndarray, luck: float = 0.0) -> "Emulator":
        """Fit values at points of the cube.

        Parameters
        ----------
        x : (n, d) array
        y : (n,) array
        luck : float
            Variance of the values between runs that differ by their seed alone; the residual is at least that.
        """
        from scipy.optimize import minimize  # type: ignore[import-untyped]

        centre, scale = float(y.mean()), float(y.std()) or 1.0
        data = (y - centre) / scale
        blocks = features(x)
        phi = np.concatenate(blocks, axis=1)
        block_of = np.repeat(np.arange(len(blocks)), [block.shape[1] for block in blocks])
        square, product = phi.T @ phi, phi.T @ data
        least = max(luck / scale**2, _FLOOR)

        def posterior(logs: np.ndarray) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
            prior, residual = np.exp(logs[:-1])[block_of], float(np.exp(logs[-1]) + least)
            covariance = np.linalg.inv(np.diag(1.0 / prior) + square / residual)
            return prior, residual, covariance, covariance @ product / residual

        def cost(logs: np.ndarray) -> tuple[float, np.ndarray]:
            prior, residual, covariance, mean = posterior(logs)
            missed = float(data @ data - 2.0 * mean @ product + mean @ square @ mean)
            size = len(data) * np.log(residual) + np.log(prior).sum() - np.linalg.slogdet(covariance)[1]
            value = 0.5 * (size + missed / residual + float(np.sum(mean**2 / prior)))
            pull = 0.5 * (1.0 - (mean**2 + np.diag(covariance)) / prior)
            slopes = np.bincount(block_of, pull, minlength=len(blocks))
            noise = 0.5 * (len(data) - (missed + np.sum(covariance * square)) / residual)
            return value, np.append(slopes, noise * np.exp(logs[-1]) / residual)

        start = np.log([1.0, 0.3, 0.03, 0.01, 0.1])
        found = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=[(-12.0, 6.0)] * len(start))
        _, residual, covariance, mean = posterior(found.x)
        leverage = np.einsum("ij,jk,ik->i", phi, covariance, phi, optimize=True) / residual
        left_out = (data - phi @ mean) / np.maximum(1.0 - leverage, _FLOOR)
        spread = np.sqrt(residual / np.maximum(1.0 - leverage, _FLOOR))
        return cls(
            weights=mean,
            covariance=covariance,
            residual=residual,
            centre=centre,
            scale=scale,
            checked=float(np.mean(np.abs(left_out) <= 3.0 * spread)),
            explained=float(1.0 - np.mean(left_out**2) / max(np.mean(data**2), _FLOOR)),
        )

    def __call__(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return mean and variance of a run's value at points, the residual counted in."""
        phi = np.concatenate(features(x), axis=1)
        known = np.maximum(np.einsum("ij,jk,ik->i", phi, self.covariance, phi, optimize=True), 0.0)
        return self.centre + self.scale * (phi @ self.weights), self.scale**2 * (known + self.residual)
