/// The recipes of the figures as they stand in this folder, carried inside the program.
public enum FigureRecipes {
  /// Name and YAML text of every recipe, in the order of the papers' figures: those of reconstruction, then those of labels.
  public static let all: [(name: String, yaml: String)] = [
    ("full-dataset", text(PackageResources.full_dataset_yaml)),
    ("fcn-depth", text(PackageResources.fcn_depth_yaml)),
    ("cnn-depth", text(PackageResources.cnn_depth_yaml)),
    ("training-images", text(PackageResources.training_images_yaml)),
    ("literal", text(PackageResources.literal_yaml)),
    ("similarity", text(PackageResources.similarity_yaml)),
    ("theorem-1", text(PackageResources.theorem_1_yaml)),
    ("theorem-2", text(PackageResources.theorem_2_yaml)),
    ("resnet-skip", text(PackageResources.resnet_skip_yaml)),
    ("layers", text(PackageResources.layers_yaml)),
    ("layer-error", text(PackageResources.layer_error_yaml)),
    ("image-size-test", text(PackageResources.image_size_test_yaml)),
    ("image-size-train", text(PackageResources.image_size_train_yaml)),
    ("filter-size", text(PackageResources.filter_size_yaml)),
    ("channels", text(PackageResources.channels_yaml)),
    ("initialisation", text(PackageResources.initialisation_yaml)),
    ("optimisers", text(PackageResources.optimisers_yaml)),
    ("two-examples", text(PackageResources.two_examples_yaml)),
    ("three-examples", text(PackageResources.three_examples_yaml)),
    ("cifar-fcn", text(PackageResources.cifar_fcn_yaml)),
    ("cifar-cnn", text(PackageResources.cifar_cnn_yaml)),
    ("width", text(PackageResources.width_yaml)),
    ("phase", text(PackageResources.phase_yaml)),
    ("diffusion", text(PackageResources.diffusion_yaml)),
    ("tangent-kernel", text(PackageResources.tangent_kernel_yaml)),
    ("lazy-rich", text(PackageResources.lazy_rich_yaml)),
    ("trajectory", text(PackageResources.trajectory_yaml)),
    ("attractor", text(PackageResources.attractor_yaml)),
    ("randomisation", text(PackageResources.randomisation_yaml)),
    ("corruption", text(PackageResources.corruption_yaml)),
    ("regularisers", text(PackageResources.regularisers_yaml)),
    ("early-stopping", text(PackageResources.early_stopping_yaml)),
    ("convex", text(PackageResources.convex_yaml)),
    ("capacity", text(PackageResources.capacity_yaml)),
    ("smoke", text(PackageResources.smoke_yaml)),
  ]

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
