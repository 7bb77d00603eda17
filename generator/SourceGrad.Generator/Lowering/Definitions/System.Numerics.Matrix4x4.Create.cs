namespace System.Numerics;

public partial struct Matrix4x4
{
    public static Matrix4x4 Create(
        float m11, float m12, float m13, float m14,
        float m21, float m22, float m23, float m24,
        float m31, float m32, float m33, float m34,
        float m41, float m42, float m43, float m44) =>
        new(m11, m12, m13, m14, m21, m22, m23, m24, m31, m32, m33, m34, m41, m42, m43, m44);

    public static Matrix4x4 Create(Matrix3x2 value) => new(value);

    public static Matrix4x4 Create(Vector4 x, Vector4 y, Vector4 z, Vector4 w) =>
        new(x.X, x.Y, x.Z, x.W, y.X, y.Y, y.Z, y.W, z.X, z.Y, z.Z, z.W, w.X, w.Y, w.Z, w.W);

    public static Matrix4x4 CreateTranslation(Vector3 position) => CreateTranslation(position.X, position.Y, position.Z);

    public static Matrix4x4 CreateTranslation(float xPosition, float yPosition, float zPosition) =>
        new(1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, xPosition, yPosition, zPosition, 1f);

    public static Matrix4x4 CreateScale(float xScale, float yScale, float zScale) =>
        new(xScale, 0f, 0f, 0f, 0f, yScale, 0f, 0f, 0f, 0f, zScale, 0f, 0f, 0f, 0f, 1f);

    public static Matrix4x4 CreateScale(float xScale, float yScale, float zScale, Vector3 centerPoint) => new(
        xScale, 0f, 0f, 0f,
        0f, yScale, 0f, 0f,
        0f, 0f, zScale, 0f,
        centerPoint.X * (1f - xScale), centerPoint.Y * (1f - yScale), centerPoint.Z * (1f - zScale), 1f);

    public static Matrix4x4 CreateScale(Vector3 scales) => CreateScale(scales.X, scales.Y, scales.Z);

    public static Matrix4x4 CreateScale(Vector3 scales, Vector3 centerPoint) => CreateScale(scales.X, scales.Y, scales.Z, centerPoint);

    public static Matrix4x4 CreateScale(float scale) => CreateScale(scale, scale, scale);

    public static Matrix4x4 CreateScale(float scale, Vector3 centerPoint) => CreateScale(scale, scale, scale, centerPoint);

    public static Matrix4x4 CreateRotationX(float radians)
    {
        float c = MathF.Cos(radians), s = MathF.Sin(radians);
        return new Matrix4x4(1f, 0f, 0f, 0f, 0f, c, s, 0f, 0f, -s, c, 0f, 0f, 0f, 0f, 1f);
    }

    public static Matrix4x4 CreateRotationX(float radians, Vector3 centerPoint)
    {
        float c = MathF.Cos(radians), s = MathF.Sin(radians);
        float y = centerPoint.Y * (1f - c) + centerPoint.Z * s, z = centerPoint.Z * (1f - c) - centerPoint.Y * s;
        return new Matrix4x4(1f, 0f, 0f, 0f, 0f, c, s, 0f, 0f, -s, c, 0f, 0f, y, z, 1f);
    }

    public static Matrix4x4 CreateRotationY(float radians)
    {
        float c = MathF.Cos(radians), s = MathF.Sin(radians);
        return new Matrix4x4(c, 0f, -s, 0f, 0f, 1f, 0f, 0f, s, 0f, c, 0f, 0f, 0f, 0f, 1f);
    }

    public static Matrix4x4 CreateRotationY(float radians, Vector3 centerPoint)
    {
        float c = MathF.Cos(radians), s = MathF.Sin(radians);
        float x = centerPoint.X * (1f - c) - centerPoint.Z * s, z = centerPoint.Z * (1f - c) + centerPoint.X * s;
        return new Matrix4x4(c, 0f, -s, 0f, 0f, 1f, 0f, 0f, s, 0f, c, 0f, x, 0f, z, 1f);
    }

    public static Matrix4x4 CreateRotationZ(float radians)
    {
        float c = MathF.Cos(radians), s = MathF.Sin(radians);
        return new Matrix4x4(c, s, 0f, 0f, -s, c, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f);
    }

    public static Matrix4x4 CreateRotationZ(float radians, Vector3 centerPoint)
    {
        float c = MathF.Cos(radians), s = MathF.Sin(radians);
        float x = centerPoint.X * (1f - c) + centerPoint.Y * s, y = centerPoint.Y * (1f - c) - centerPoint.X * s;
        return new Matrix4x4(c, s, 0f, 0f, -s, c, 0f, 0f, 0f, 0f, 1f, 0f, x, y, 0f, 1f);
    }

    /// <summary>Rodrigues' formula: <c>uuT + (I - uuT) cos + [u] sin</c>.</summary>
    public static Matrix4x4 CreateFromAxisAngle(Vector3 axis, float angle)
    {
        float x = axis.X, y = axis.Y, z = axis.Z, s = MathF.Sin(angle), c = MathF.Cos(angle);
        float xx = x * x, yy = y * y, zz = z * z, xy = x * y, xz = x * z, yz = y * z;
        return new Matrix4x4(
            xx + c * (1f - xx), xy - c * xy + s * z, xz - c * xz - s * y, 0f,
            xy - c * xy - s * z, yy + c * (1f - yy), yz - c * yz + s * x, 0f,
            xz - c * xz + s * y, yz - c * yz - s * x, zz + c * (1f - zz), 0f,
            0f, 0f, 0f, 1f);
    }

    public static Matrix4x4 CreateFromQuaternion(Quaternion quaternion)
    {
        (float x, float y, float z, float w) = (quaternion.X, quaternion.Y, quaternion.Z, quaternion.W);
        return new Matrix4x4(
            1f - 2f * (y * y + z * z), 2f * (x * y + z * w), 2f * (z * x - y * w), 0f,
            2f * (x * y - z * w), 1f - 2f * (z * z + x * x), 2f * (y * z + x * w), 0f,
            2f * (z * x + y * w), 2f * (y * z - x * w), 1f - 2f * (y * y + x * x), 0f,
            0f, 0f, 0f, 1f);
    }

    public static Matrix4x4 CreateFromYawPitchRoll(float yaw, float pitch, float roll) =>
        CreateFromQuaternion(Quaternion.CreateFromYawPitchRoll(yaw, pitch, roll));

    public static Matrix4x4 CreateLookAt(Vector3 cameraPosition, Vector3 cameraTarget, Vector3 cameraUpVector) =>
        View(cameraPosition, Vector3.Normalize(cameraPosition - cameraTarget), cameraUpVector);

    public static Matrix4x4 CreateLookAtLeftHanded(Vector3 cameraPosition, Vector3 cameraTarget, Vector3 cameraUpVector) =>
        View(cameraPosition, Vector3.Normalize(cameraTarget - cameraPosition), cameraUpVector);

    public static Matrix4x4 CreateLookTo(Vector3 cameraPosition, Vector3 cameraDirection, Vector3 cameraUpVector) =>
        View(cameraPosition, Vector3.Normalize(-cameraDirection), cameraUpVector);

    public static Matrix4x4 CreateLookToLeftHanded(Vector3 cameraPosition, Vector3 cameraDirection, Vector3 cameraUpVector) =>
        View(cameraPosition, Vector3.Normalize(cameraDirection), cameraUpVector);

    public static Matrix4x4 CreateWorld(Vector3 position, Vector3 forward, Vector3 up)
    {
        Vector3 z = Vector3.Normalize(-forward), x = Vector3.Normalize(Vector3.Cross(up, z)), y = Vector3.Cross(z, x);
        return new Matrix4x4(x.X, x.Y, x.Z, 0f, y.X, y.Y, y.Z, 0f, z.X, z.Y, z.Z, 0f, position.X, position.Y, position.Z, 1f);
    }

    public static Matrix4x4 CreateReflection(Plane value)
    {
        Plane p = Plane.Normalize(value);
        Vector3 n = p.Normal, f = n * -2f;
        return new Matrix4x4(
            f.X * n.X + 1f, f.Y * n.X, f.Z * n.X, 0f,
            f.X * n.Y, f.Y * n.Y + 1f, f.Z * n.Y, 0f,
            f.X * n.Z, f.Y * n.Z, f.Z * n.Z + 1f, 0f,
            f.X * p.D, f.Y * p.D, f.Z * p.D, 1f);
    }

    public static Matrix4x4 CreateShadow(Vector3 lightDirection, Plane plane)
    {
        Plane p = Plane.Normalize(plane);
        Vector3 n = -p.Normal, light = lightDirection;
        float dot = Vector3.Dot(light, p.Normal);
        return new Matrix4x4(
            light.X * n.X + dot, light.Y * n.X, light.Z * n.X, 0f,
            light.X * n.Y, light.Y * n.Y + dot, light.Z * n.Y, 0f,
            light.X * n.Z, light.Y * n.Z, light.Z * n.Z + dot, 0f,
            light.X * -p.D, light.Y * -p.D, light.Z * -p.D, dot);
    }

    public static Matrix4x4 CreateOrthographic(float width, float height, float zNearPlane, float zFarPlane)
    {
        float range = 1f / (zNearPlane - zFarPlane);
        return new Matrix4x4(2f / width, 0f, 0f, 0f, 0f, 2f / height, 0f, 0f, 0f, 0f, range, 0f, 0f, 0f, range * zNearPlane, 1f);
    }

    public static Matrix4x4 CreateOrthographicOffCenter(float left, float right, float bottom, float top, float zNearPlane, float zFarPlane)
    {
        float overWidth = 1f / (right - left), overHeight = 1f / (top - bottom), range = 1f / (zNearPlane - zFarPlane);
        return new Matrix4x4(
            overWidth + overWidth, 0f, 0f, 0f,
            0f, overHeight + overHeight, 0f, 0f,
            0f, 0f, range, 0f,
            -(left + right) * overWidth, -(top + bottom) * overHeight, range * zNearPlane, 1f);
    }

    public static Matrix4x4 CreateOrthographicLeftHanded(float width, float height, float zNearPlane, float zFarPlane)
    {
        float range = 1f / (zFarPlane - zNearPlane);
        return new Matrix4x4(2f / width, 0f, 0f, 0f, 0f, 2f / height, 0f, 0f, 0f, 0f, range, 0f, 0f, 0f, -range * zNearPlane, 1f);
    }

    public static Matrix4x4 CreateOrthographicOffCenterLeftHanded(float left, float right, float bottom, float top, float zNearPlane, float zFarPlane)
    {
        float overWidth = 1f / (right - left), overHeight = 1f / (top - bottom), range = 1f / (zFarPlane - zNearPlane);
        return new Matrix4x4(
            overWidth + overWidth, 0f, 0f, 0f,
            0f, overHeight + overHeight, 0f, 0f,
            0f, 0f, range, 0f,
            -(left + right) * overWidth, -(top + bottom) * overHeight, -range * zNearPlane, 1f);
    }

    public static Matrix4x4 CreatePerspective(float width, float height, float nearPlaneDistance, float farPlaneDistance)
    {
        CheckPlanes(nearPlaneDistance, farPlaneDistance);
        float twice = nearPlaneDistance + nearPlaneDistance;
        return Perspective(twice / width, twice / height, 0f, 0f, nearPlaneDistance, farPlaneDistance);
    }

    public static Matrix4x4 CreatePerspectiveFieldOfView(float fieldOfView, float aspectRatio, float nearPlaneDistance, float farPlaneDistance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fieldOfView, 0f, "fieldOfView");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fieldOfView, MathF.PI, "fieldOfView");
        CheckPlanes(nearPlaneDistance, farPlaneDistance);
        float height = 1f / MathF.Tan(fieldOfView * 0.5f);
        return Perspective(height / aspectRatio, height, 0f, 0f, nearPlaneDistance, farPlaneDistance);
    }

    public static Matrix4x4 CreatePerspectiveOffCenter(float left, float right, float bottom, float top, float nearPlaneDistance, float farPlaneDistance)
    {
        CheckPlanes(nearPlaneDistance, farPlaneDistance);
        float twice = nearPlaneDistance + nearPlaneDistance;
        float overWidth = 1f / (right - left), overHeight = 1f / (top - bottom);
        return Perspective(twice * overWidth, twice * overHeight, (left + right) * overWidth, (top + bottom) * overHeight, nearPlaneDistance, farPlaneDistance);
    }

    private static Matrix4x4 Perspective(float x, float y, float centerX, float centerY, float nearPlaneDistance, float farPlaneDistance)
    {
        float range = float.IsPositiveInfinity(farPlaneDistance) ? -1f : farPlaneDistance / (nearPlaneDistance - farPlaneDistance);
        return new Matrix4x4(x, 0f, 0f, 0f, 0f, y, 0f, 0f, centerX, centerY, range, -1f, 0f, 0f, range * nearPlaneDistance, 0f);
    }

    public static Matrix4x4 CreatePerspectiveLeftHanded(float width, float height, float nearPlaneDistance, float farPlaneDistance)
    {
        CheckPlanes(nearPlaneDistance, farPlaneDistance);
        float twice = nearPlaneDistance + nearPlaneDistance;
        return PerspectiveLeftHanded(twice / width, twice / height, 0f, 0f, nearPlaneDistance, farPlaneDistance);
    }

    public static Matrix4x4 CreatePerspectiveFieldOfViewLeftHanded(float fieldOfView, float aspectRatio, float nearPlaneDistance, float farPlaneDistance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fieldOfView, 0f, "fieldOfView");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fieldOfView, MathF.PI, "fieldOfView");
        CheckPlanes(nearPlaneDistance, farPlaneDistance);
        float height = 1f / MathF.Tan(fieldOfView * 0.5f);
        return PerspectiveLeftHanded(height / aspectRatio, height, 0f, 0f, nearPlaneDistance, farPlaneDistance);
    }

    public static Matrix4x4 CreatePerspectiveOffCenterLeftHanded(float left, float right, float bottom, float top, float nearPlaneDistance, float farPlaneDistance)
    {
        CheckPlanes(nearPlaneDistance, farPlaneDistance);
        float twice = nearPlaneDistance + nearPlaneDistance;
        float overWidth = 1f / (right - left), overHeight = 1f / (top - bottom);
        return PerspectiveLeftHanded(twice * overWidth, twice * overHeight, -(left + right) * overWidth, -(top + bottom) * overHeight, nearPlaneDistance, farPlaneDistance);
    }

    private static Matrix4x4 PerspectiveLeftHanded(float x, float y, float centerX, float centerY, float nearPlaneDistance, float farPlaneDistance)
    {
        float range = float.IsPositiveInfinity(farPlaneDistance) ? 1f : farPlaneDistance / (farPlaneDistance - nearPlaneDistance);
        return new Matrix4x4(x, 0f, 0f, 0f, 0f, y, 0f, 0f, centerX, centerY, range, 1f, 0f, 0f, -range * nearPlaneDistance, 0f);
    }

    private static Matrix4x4 View(Vector3 position, Vector3 z, Vector3 up)
    {
        Vector3 x = Vector3.Normalize(Vector3.Cross(up, z)), y = Vector3.Cross(z, x), back = -position;
        return new Matrix4x4(
            x.X, y.X, z.X, 0f,
            x.Y, y.Y, z.Y, 0f,
            x.Z, y.Z, z.Z, 0f,
            Vector3.Dot(x, back), Vector3.Dot(y, back), Vector3.Dot(z, back), 1f);
    }

    private static void CheckPlanes(float nearPlaneDistance, float farPlaneDistance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(nearPlaneDistance, 0f, "nearPlaneDistance");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(farPlaneDistance, 0f, "farPlaneDistance");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nearPlaneDistance, farPlaneDistance, "nearPlaneDistance");
    }
}
